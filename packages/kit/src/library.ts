import type { Library, TableRows } from './compiled.ts';
import { NAMED_DIMENSIONS, PLAIN } from './dimension.ts';
import type { Kit, Material } from './kit.ts';
import { COUNT, numberOf, type Type } from './types.ts';

const LENGTH = numberOf({ length: 1 });

/** Properties that every material may have, beside those that a kit adds. */
const OWN: ReadonlyMap<
  string,
  { readonly type: Type; readonly read: (material: Material) => number | undefined }
> = new Map([
  ['thickness', { type: LENGTH, read: ({ thickness }) => thickness }],
  ['density', { type: COUNT, read: ({ density }) => density }],
  ['modulus', { type: COUNT, read: ({ modulus }) => modulus }],
  ['piece-mass', { type: numberOf({ mass: 1 }), read: ({ pieceMass }) => pieceMass }],
  [
    'sheet-length',
    { type: LENGTH, read: ({ sheets }) => greatest(sheets?.map(({ length }) => length)) },
  ],
  [
    'sheet-width',
    { type: LENGTH, read: ({ sheets }) => greatest(sheets?.map(({ width }) => width)) },
  ],
]);

/** What expressions of a kit may look up: its tables and the properties of its materials. */
export function libraryOf(kit: Kit): Library {
  const materials = new Map(kit.materials.map((material) => [material.id, material]));
  const added = kit.materials.flatMap((material) => Object.entries(material.properties ?? {}));
  return {
    tables: new Map(
      kit.tables.map(({ id, keyDimension, dimension, rows }): [string, TableRows] => [
        id,
        {
          key: numberOf(NAMED_DIMENSIONS[keyDimension] ?? PLAIN),
          value: numberOf(NAMED_DIMENSIONS[dimension] ?? PLAIN),
          rows: rows.toSorted((one, other) => one.key - other.key),
        },
      ]),
    ),
    properties: new Map([
      ...added.map(([name, { dimension }]): [string, Type] => [
        name,
        numberOf(NAMED_DIMENSIONS[dimension] ?? PLAIN),
      ]),
      ...[...OWN].map(([name, { type }]): [string, Type] => [name, type]),
    ]),
    property: (id, name) => {
      const material = materials.get(id);
      if (material === undefined) return null;
      const own = OWN.get(name);
      return (own ? own.read(material) : material.properties?.[name]?.value) ?? null;
    },
  };
}

function greatest(values: readonly number[] | undefined): number | undefined {
  return values && values.length > 0 ? Math.max(...values) : undefined;
}
