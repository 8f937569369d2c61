import { MAX_NODE_DEPTH } from '@muster/kit/bounds';
import type { DesignNode, DesignValue } from '@muster/kit/design';
import { childPath, nodeAt, parentOf, stepsOf } from '@muster/kit/node-path';

/**
 * The one part of a document that several work on: a map of the design as plain entries, one for everything that somebody
 * can change by itself, so that two who work at once only meet where they change the same:
 *
 *     root.body[1]         'sideboard'   what stands there
 *     root.body[1]#        2.5           its place among its neighbours: the smaller comes first
 *     root.body[1]:width   1800000       a setting
 *
 * What hangs under a thing that is gone is no part of the design; it is there again when the thing is.
 */
export const ENTRIES = 'design';

const ROOT = 'root';
/** The name that the outermost thing has; everybody else's is the last step of its path. */
const ROOT_ID = '@';

export type EntryName =
  | { readonly kind: 'root-id' }
  | { readonly kind: 'thing'; readonly path: string }
  | { readonly kind: 'place'; readonly path: string }
  | { readonly kind: 'setting'; readonly path: string; readonly parameter: string };

const PARAMETER = /^[a-z0-9][a-z0-9-]*$/;

/** What the name of an entry says; null for one that no design has. */
export function entryName(name: string): EntryName | null {
  if (name === ROOT_ID) return { kind: 'root-id' };
  const setting = name.indexOf(':');
  const path =
    setting >= 0 ? name.slice(0, setting) : name.endsWith('#') ? name.slice(0, -1) : name;
  const steps = stepsOf(path);
  if (steps === null || steps.length > MAX_NODE_DEPTH) return null;
  if (setting < 0) return name === path ? { kind: 'thing', path } : { kind: 'place', path };
  const parameter = name.slice(setting + 1);
  return PARAMETER.test(parameter) ? { kind: 'setting', path, parameter } : null;
}

interface Standing {
  type: string | null;
  place: number;
  readonly set: [string, DesignValue][];
  readonly children: string[];
}

/** The design that the entries come to; null when there is no outermost thing. Entries that no design has are passed over. */
export function designOf(entries: Iterable<readonly [string, unknown]>): DesignNode | null {
  const standing = new Map<string, Standing>();
  let rootId = ROOT;
  for (const [name, value] of entries) {
    const said = entryName(name);
    if (said?.kind === 'root-id' && typeof value === 'string') rootId = value;
    if (said === null || said.kind === 'root-id') continue;
    const at = standingAt(standing, said.path);
    if (said.kind === 'thing') at.type = typeof value === 'string' ? value : null;
    else if (said.kind === 'place') at.place = typeof value === 'number' ? value : 0;
    else if (said.kind === 'setting' && isValue(value)) at.set.push([said.parameter, value]);
  }
  for (const [path, { type }] of standing) {
    const parent = parentOf(path);
    if (parent && type !== null) standing.get(parent.node)?.children.push(path);
  }
  return nodeOf(standing, ROOT, rootId);
}

function standingAt(standing: Map<string, Standing>, path: string): Standing {
  const found = standing.get(path) ?? { type: null, place: 0, set: [], children: [] };
  standing.set(path, found);
  return found;
}

function isValue(value: unknown): value is DesignValue {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
}

function nodeOf(
  standing: ReadonlyMap<string, Standing>,
  path: string,
  id: string,
): DesignNode | null {
  const found = standing.get(path);
  if (!found || found.type === null) return null;
  const slots = new Map<string, { place: number; node: DesignNode }[]>();
  for (const child of found.children) {
    const { slot = '', id: childId = '' } = stepsOf(child)?.at(-1) ?? {};
    const node = nodeOf(standing, child, childId);
    if (node === null) continue;
    const list = slots.get(slot) ?? [];
    slots.set(slot, list);
    list.push({ place: standing.get(child)?.place ?? 0, node });
  }
  const inOrder = [...slots].map(([slot, list]) => [slot, list.toSorted(byPlace)] as const);
  return {
    id,
    type: found.type,
    set: Object.fromEntries(found.set.toSorted(byName)),
    slots: Object.fromEntries(
      inOrder.toSorted(byName).map(([slot, list]) => [slot, list.map(({ node }) => node)]),
    ),
  };
}

type Placed = { place: number; node: DesignNode };

/** Two that were put into the same place at once stand in the order of their names, for everybody. */
function byPlace(one: Placed, other: Placed): number {
  return one.place - other.place || (one.node.id < other.node.id ? -1 : 1);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** Entries that can be written: those of a document that several work on. */
export interface WritableEntries {
  get(name: string): unknown;
  set(name: string, value: DesignValue): unknown;
  delete(name: string): void;
}

/** Writes what makes the second design of the first, and nothing else: what others have changed meanwhile stays. */
export function writeDesign(
  entries: WritableEntries,
  before: DesignNode | null,
  after: DesignNode,
): void {
  const placeAt = (path: string) => {
    const place = entries.get(`${path}#`);
    return typeof place === 'number' ? place : undefined;
  };
  const had = before === null ? new Map<string, DesignValue>() : entriesOf(before, before, placeAt);
  const has = entriesOf(after, before, placeAt);
  for (const name of had.keys()) if (!has.has(name)) entries.delete(name);
  for (const [name, value] of has) if (had.get(name) !== value) entries.set(name, value);
}

function entriesOf(
  root: DesignNode,
  before: DesignNode | null,
  placeAt: (path: string) => number | undefined,
): Map<string, DesignValue> {
  const entries = new Map<string, DesignValue>([[ROOT_ID, root.id]]);
  const add = (path: string, node: DesignNode) => {
    entries.set(path, node.type);
    for (const [parameter, value] of Object.entries(node.set))
      entries.set(`${path}:${parameter}`, value);
    for (const [slot, list] of Object.entries(node.slots)) {
      const paths = list.map(({ id }) => childPath(path, slot, id));
      const was = before === null ? [] : (nodeAt(before, path)?.slots[slot] ?? []);
      const isInOrder =
        was.length === list.length && was.every(({ id }, at) => id === list[at]?.id);
      const known = paths.map(placeAt);
      const places = isInOrder ? known.map((place) => place ?? 0) : placesFor(known);
      list.forEach((child, at) => {
        entries.set(`${paths[at]}#`, places[at] ?? 0);
        add(paths[at] ?? '', child);
      });
    }
  };
  add(ROOT, root);
  return entries;
}

/**
 * Rising places for things in their order. Whoever stands in order already keeps theirs, as many as can: who moves one thing
 * writes one place, and what another has moved meanwhile stays moved.
 */
export function placesFor(known: readonly (number | undefined)[]): number[] {
  const kept = longestRising(known);
  const places = known.map((place, at) => (kept.has(at) ? place : undefined));
  let from = 0;
  while (from < places.length) {
    if (places[from] !== undefined) {
      from += 1;
      continue;
    }
    const next = places.findIndex((place, at) => at > from && place !== undefined);
    const end = next < 0 ? places.length : next;
    const count = end - from;
    const low = places[from - 1] ?? (places[end] ?? count + 1) - count - 1;
    const high = places[end] ?? low + count + 1;
    for (let at = from; at < end; at++)
      places[at] = low + ((high - low) * (at - from + 1)) / (count + 1);
    from = end;
  }
  const rising = places.map((place) => place ?? 0);
  const isRising = rising.every((place, at) => at === 0 || place > (rising[at - 1] ?? 0));
  return isRising ? rising : rising.map((_, at) => at + 1);
}

/** Where those stand who keep their place: a longest rising run of the known ones. */
function longestRising(known: readonly (number | undefined)[]): Set<number> {
  const best: { length: number; before: number }[] = [];
  let last = -1;
  known.forEach((place, at) => {
    best[at] = { length: 0, before: -1 };
    if (place === undefined) return;
    best[at] = { length: 1, before: -1 };
    for (let before = 0; before < at; before++) {
      const length = (best[before]?.length ?? 0) + 1;
      if ((known[before] ?? Infinity) < place && length > (best[at]?.length ?? 0))
        best[at] = { length, before };
    }
    if ((best[at]?.length ?? 0) > (best[last]?.length ?? 0)) last = at;
  });
  const kept = new Set<number>();
  for (let at = last; at >= 0; at = best[at]?.before ?? -1) kept.add(at);
  return kept;
}
