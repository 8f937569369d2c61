/**
 * An expression of a kit: a small typed tree of JSON. No code, no clock, no chance, no loop: `sum`, `count`, `least` and
 * `most` go over children or parts that the bounds of a design limit.
 *
 * - `3`, `true`, `"oak"`; with a unit `{"mm": 18}`, `{"percent": 10}`
 * - `{"get": "width"}`: a value of this instance; `"parent.width"`, `"root.depth"`, `"slot.index"`
 * - `{"add": [a, b]}`, `subtract`, `multiply`, `least`, `most`, `clamp: [value, low, high]`
 * - `{"divide": [a, b], "round": "down" | "up" | "near"}`, `{"scale": [a, b, c]}`: a·b/c, to the nearest
 * - `{"if": [condition, then, otherwise]}`, `equal`, `less`, `at-most`, `and`, `or`, `not`
 * - `{"lookup": "table", "key": a}`: the row of a table with the greatest key that is not above
 * - `{"material": m, "property": "density"}`
 * - `{"over": "bays", "sum": a}`: over children in a slot; over `"siblings"`, `"earlier"` (siblings before this one)
 *   or `"parts"`, each member under `child.` or `part.`; `"as": "wall"` puts it under `wall.`, so that a member of an
 *   `over` further out can be named as well; with `"where"` a condition; `count` instead of `sum`, or `least` and `most`
 * - `{"unknown": "length"}`: a value of that dimension that nobody knows yet; `{"known": a}` asks
 * - `{"sag": {...}}`: the deflection of a shelf, see `sag.ts`
 */
export type Expression =
  number | boolean | string | { readonly [operator: string]: Expression | readonly Expression[] };

export type RoundingMode = 'down' | 'up' | 'near';
