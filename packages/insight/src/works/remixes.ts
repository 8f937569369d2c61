import { incompleteBeta } from '../special-functions.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import { compare } from '../order.ts';
import type { Design } from './designs.ts';

/** A share of cases with its 95 % interval. */
export interface CountedShare {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly interval: Interval;
}

export interface AttributeChange {
  readonly attribute: string;
  /** Remixes that changed it, of all remixes of the kit. */
  readonly changed: CountedShare;
  /** For numbers: how many remixes went up and down, and the p of the sign test. */
  readonly up: number;
  readonly down: number;
  readonly p: number | null;
  /** Changes that were themselves remixed, and of those the ones that most further remixes kept. */
  readonly survived: CountedShare;
  /** The same for what a remix left alone: what keeping looks like without a change. */
  readonly keptUnchanged: CountedShare;
  /** What it was changed to, most often first. */
  readonly to: readonly {
    readonly level: string;
    readonly count: number;
    readonly survived: CountedShare;
  }[];
  /** The remixes that changed it. */
  readonly designs: readonly string[];
}

export interface Remixes {
  /** Designs with at least one known parent of the same kit. */
  readonly remixes: number;
  /** Designs that name a parent which is not in the list or of another kit. */
  readonly unknownParents: number;
  /** The share of designs without a parent. */
  readonly originals: number;
  /** Most often changed first. */
  readonly attributes: readonly AttributeChange[];
}

const MOST_LEVELS_SHOWN = 10;
const ABSENT = 'without';

/**
 * What remixes change, and what of it further remixes keep: a value is changed when it differs from that
 * of every known parent; a change survives when more than half of the design's own remixes keep it.
 * Each remix counts once, so that one much remixed design does not decide.
 *
 * Takes the designs of one kit; gives the attributes by the lower end of their share of change.
 */
export function remixesOf(designs: readonly Design[]): Remixes {
  const byId = new Map(designs.map((design) => [design.id, readFacts(design)]));
  const children = new Map<string, Facts[]>();
  let unknownParents = 0;
  let originals = 0;
  const remixes: { own: Facts; parents: Facts[] }[] = [];
  for (const { id, parents } of designs.toSorted((a, b) => compare(a.id, b.id))) {
    const own = byId.get(id);
    const known = parents.flatMap((parent) => byId.get(parent) ?? []);
    if (known.length < parents.length) unknownParents += 1;
    if (parents.length === 0) originals += 1;
    if (own === undefined || known.length === 0) continue;
    remixes.push({ own, parents: known });
    for (const parent of known) {
      const further = children.get(parent.id);
      if (further === undefined) children.set(parent.id, [own]);
      else further.push(own);
    }
  }
  const names = [...new Set([...byId.values()].flatMap(({ values }) => [...values.keys()]))].sort();
  const attributes = names
    .map((name) => changesOf(name, remixes, children))
    .filter(({ changed }) => changed.of > 0)
    .sort(
      (a, b) => b.changed.interval[0] - a.changed.interval[0] || compare(a.attribute, b.attribute),
    );
  return { remixes: remixes.length, unknownParents, originals, attributes };
}

interface Facts {
  readonly id: string;
  readonly values: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
}

function readFacts({ id, parameters, materials, features }: Design): Facts {
  const values = new Map(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  for (const name of materials) values.set(`material ${name}`, 'with');
  for (const name of features) values.set(`feature ${name}`, 'with');
  const numbers = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  );
  return { id, values, numbers: new Map(numbers) };
}

function changesOf(
  attribute: string,
  remixes: readonly { readonly own: Facts; readonly parents: readonly Facts[] }[],
  children: ReadonlyMap<string, readonly Facts[]>,
): AttributeChange {
  const valueOf = ({ values }: Facts) => values.get(attribute) ?? ABSENT;
  const seen = remixes.filter(({ own, parents }) =>
    [own, ...parents].some(({ values }) => values.has(attribute)),
  );
  const isChange = ({ own, parents }: (typeof seen)[number]) =>
    parents.every((parent) => valueOf(parent) !== valueOf(own));
  const changed = seen.filter(isChange);
  const steps = changed.map((remix) => stepOf(attribute, remix));
  const up = steps.filter((step) => step > 0).length;
  const down = steps.filter((step) => step < 0).length;
  const survival = (cases: typeof seen) => {
    const remixed = cases.filter(({ own }) => (children.get(own.id) ?? []).length > 0);
    const kept = remixed.filter(({ own }) => {
      const further = children.get(own.id) ?? [];
      const same = further.filter((child) => valueOf(child) === valueOf(own)).length;
      return 2 * same > further.length;
    });
    return shareOf(kept.length, remixed.length);
  };
  const byLevel = Map.groupBy(changed, ({ own }) => valueOf(own));
  const levels = [...byLevel].map(([level, cases]) => ({
    level,
    count: cases.length,
    survived: survival(cases),
  }));
  levels.sort((a, b) => b.count - a.count || compare(a.level, b.level));
  return {
    attribute,
    changed: shareOf(changed.length, remixes.length),
    up,
    down,
    p: up + down > 0 ? signTest(up, down) : null,
    survived: survival(changed),
    keptUnchanged: survival(seen.filter((remix) => !isChange(remix))),
    to: levels.slice(0, MOST_LEVELS_SHOWN),
    designs: changed.map(({ own }) => own.id),
  };
}

/** How far a number moved from the nearest parent; 0 when it lies between parents or is no number. */
function stepOf(attribute: string, remix: { own: Facts; parents: readonly Facts[] }): number {
  const own = remix.own.numbers.get(attribute);
  const before = remix.parents.flatMap(({ numbers }) => numbers.get(attribute) ?? []);
  if (own === undefined || before.length === 0) return 0;
  const above = own - Math.max(...before);
  const below = own - Math.min(...before);
  if (above > 0) return above;
  return below < 0 ? below : 0;
}

function shareOf(count: number, of: number): CountedShare {
  return { count, of, share: of > 0 ? count / of : null, interval: wilsonInterval(count, of) };
}

/** The exact two-sided sign test: the chance of so uneven a split when up and down are equally likely. */
export function signTest(up: number, down: number): number {
  const few = Math.min(up, down);
  const all = up + down;
  return all === 0 || few === all - few
    ? 1
    : Math.min(1, 2 * incompleteBeta(0.5, all - few, few + 1));
}
