import type { DesignNode, DesignValue } from './design.ts';
import { settingPath, childPath } from './node-path.ts';

export type Side = 'ours' | 'theirs';

/** A place where both have changed the same thing in different ways. Nobody but a person can say which is meant. */
export interface Conflict {
  /** Names the place: choices are given by it. */
  readonly path: string;
  readonly kind: 'setting' | 'type' | 'removed' | 'order';
  /** The node that it is in, or that it is about. */
  readonly node: string;
  /** Of a setting. */
  readonly parameter: string | null;
  /** Of a setting: null where it is left to the kit. Of a type: its id. Of what was removed: null on that side. */
  readonly base: DesignValue | null;
  readonly ours: DesignValue | null;
  readonly theirs: DesignValue | null;
  readonly chosen: Side;
}

export interface Merged {
  readonly root: DesignNode;
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings two designs that come of one together, parameter by parameter and slot by slot: what one side alone has
 * changed is taken; where both have, the choice for that place counts, and ours until there is one. Instances are the
 * same where their ids are. Without a design that both come of, `base` is null.
 */
export function mergeDesigns(
  base: DesignNode | null,
  { ours, theirs }: Readonly<Record<Side, DesignNode>>,
  choices: ReadonlyMap<string, Side> = new Map(),
): Merged {
  const merger = new Merger(choices);
  const root = merger.node('root', base, { ours, theirs });
  return { root, conflicts: merger.conflicts };
}

interface Two<Value> {
  readonly ours: Value;
  readonly theirs: Value;
}
type Children = readonly DesignNode[];

class Merger {
  readonly conflicts: Conflict[] = [];
  private readonly choices: ReadonlyMap<string, Side>;

  constructor(choices: ReadonlyMap<string, Side>) {
    this.choices = choices;
  }

  node(path: string, base: DesignNode | null, two: Two<DesignNode>): DesignNode {
    const { ours, theirs } = two;
    if (isSame(ours, theirs) || (base !== null && isSame(base, theirs))) return ours;
    if (base !== null && isSame(base, ours)) return theirs;
    if (ours.type !== theirs.type) {
      const side = this.choose({ path: `${path}!`, kind: 'type', node: path, parameter: null }, [
        base?.type ?? null,
        ours.type,
        theirs.type,
      ]);
      return two[side];
    }
    const before = base?.type === ours.type ? base : null;
    return {
      id: ours.id,
      type: ours.type,
      set: this.settings(path, before?.set ?? {}, { ours: ours.set, theirs: theirs.set }),
      slots: this.slots(path, before, two),
    };
  }

  private settings(
    path: string,
    base: DesignNode['set'],
    { ours, theirs }: Two<DesignNode['set']>,
  ): Record<string, DesignValue> {
    const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    const set: [string, DesignValue][] = [];
    for (const name of [...names].sort()) {
      const values = [base, ours, theirs].map((each) => own(each, name));
      const value = this.setting({ node: path, parameter: name }, values);
      if (value !== null) set.push([name, value]);
    }
    return Object.fromEntries(set);
  }

  private setting(
    { node, parameter }: { node: string; parameter: string },
    values: readonly (DesignValue | null)[],
  ): DesignValue | null {
    const [base = null, ours = null, theirs = null] = values;
    if (ours === theirs || base === theirs) return ours;
    if (base === ours) return theirs;
    const path = settingPath(node, parameter);
    const side = this.choose({ path, kind: 'setting', node, parameter }, [base, ours, theirs]);
    return side === 'ours' ? ours : theirs;
  }

  private slots(
    path: string,
    base: DesignNode | null,
    { ours, theirs }: Two<DesignNode>,
  ): Record<string, Children> {
    const names = new Set([...Object.keys(ours.slots), ...Object.keys(theirs.slots)]);
    return Object.fromEntries(
      [...names].sort().map((name): [string, Children] => {
        const at = (node: DesignNode | null) => node?.slots[name] ?? [];
        const two = { ours: at(ours), theirs: at(theirs) };
        return [name, this.children({ node: path, slot: name }, at(base), two)];
      }),
    );
  }

  private children(
    place: { node: string; slot: string },
    base: Children,
    two: Two<Children>,
  ): Children {
    const find = (list: Children, id: string) => list.find((each) => each.id === id) ?? null;
    return this.order(place, base, two).flatMap((id) => {
      const path = childPath(place.node, place.slot, id);
      const [before, ours, theirs] = [base, two.ours, two.theirs].map((list) => find(list, id));
      if (ours && theirs) return [this.node(path, before ?? null, { ours, theirs })];
      const left = ours ?? theirs;
      if (!left) return [];
      if (!before) return [left];
      return this.staysThough(path, before, { ours: ours ?? null, theirs: theirs ?? null });
    });
  }

  /** One side has removed what the other may have worked on. */
  private staysThough(path: string, base: DesignNode, two: Two<DesignNode | null>): Children {
    const left = two.ours ?? two.theirs;
    if (left === null || isSame(base, left)) return [];
    const about = { path: `${path}?`, kind: 'removed', node: path, parameter: null } as const;
    const side = this.choose(about, [base.type, two.ours?.type ?? null, two.theirs?.type ?? null]);
    const chosen = two[side];
    return chosen === null ? [] : [chosen];
  }

  /** All ids of both, in the order of the side that has changed it; what the other added follows its neighbour. */
  private order(place: { node: string; slot: string }, base: Children, two: Two<Children>) {
    const side = this.sideOfOrder(place, base, two);
    const [first, second] = side === 'ours' ? [two.ours, two.theirs] : [two.theirs, two.ours];
    const order = first.map(({ id }) => id);
    second.forEach(({ id }, at) => {
      if (order.includes(id)) return;
      const before = at === 0 ? -1 : order.indexOf(second[at - 1]?.id ?? '');
      order.splice(before + 1, 0, id);
    });
    return order;
  }

  private sideOfOrder(
    { node, slot }: { node: string; slot: string },
    base: Children,
    { ours, theirs }: Two<Children>,
  ): Side {
    const everywhere = (list: Children) =>
      list
        .map(({ id }) => id)
        .filter((id) => [base, ours, theirs].every((each) => each.some((one) => one.id === id)))
        .join(' ');
    const [before, mine, other] = [base, ours, theirs].map(everywhere);
    if (mine === other || before === other) return 'ours';
    if (before === mine) return 'theirs';
    const about = { path: `${node}.${slot}*`, kind: 'order', node, parameter: null } as const;
    return this.choose(about, [before ?? '', mine ?? '', other ?? '']);
  }

  private choose(
    about: Pick<Conflict, 'path' | 'kind' | 'node' | 'parameter'>,
    [base = null, ours = null, theirs = null]: readonly (DesignValue | null)[],
  ): Side {
    const chosen = this.choices.get(about.path) ?? 'ours';
    this.conflicts.push({ ...about, base, ours, theirs, chosen });
    return chosen;
  }
}

function own(set: DesignNode['set'], name: string): DesignValue | null {
  return Object.hasOwn(set, name) ? (set[name] ?? null) : null;
}

/** The same type, settings and contents, all the way down; ids of the two themselves do not count. */
function isSame(one: DesignNode, other: DesignNode): boolean {
  if (one === other) return true;
  return one.type === other.type && hasSameSet(one.set, other.set) && hasSameSlots(one, other);
}

function hasSameSet(one: DesignNode['set'], other: DesignNode['set']): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => own(one, name) === own(other, name))
  );
}

function hasSameSlots(one: DesignNode, other: DesignNode): boolean {
  const names = new Set([...Object.keys(one.slots), ...Object.keys(other.slots)]);
  return [...names].every((name) => {
    const [mine, others] = [one.slots[name] ?? [], other.slots[name] ?? []];
    return (
      mine.length === others.length &&
      mine.every((child, at) => {
        const twin = others[at];
        return twin !== undefined && child.id === twin.id && isSame(child, twin);
      })
    );
  });
}
