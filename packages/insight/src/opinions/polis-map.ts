import {
  baseClusters,
  polisGroups,
  type PolisCluster,
  type PolisGrouping,
  type PolisPoints,
} from './polis-clusters.ts';
import {
  polisComponents,
  polisPositions,
  statementPositions,
  type PolisComponents,
  type PolisPositions,
} from './polis-components.ts';
import {
  consensusByPolis,
  figuresOf,
  groupAwareConsensus,
  representativeByPolis,
  routingPriority,
  type Consensus,
  type Representative,
} from './representativeness.ts';
import { countsByGroup, countsOfAll, countsOfRest, type VoteCounts } from './vote-counts.ts';
import type { Votes } from './votes.ts';

/** What a moderator said of statements, by their numbers. */
export interface Moderation {
  readonly movedOut: ReadonlySet<number>;
  readonly metadata: ReadonlySet<number>;
}

/** When no moderator said anything. */
export const NO_MODERATION: Moderation = { movedOut: new Set(), metadata: new Set() };

/** What one update hands on to the next; the numbers of people and statements must stay. */
export interface PolisState {
  readonly components: PolisComponents;
  readonly inConversation: ReadonlySet<number>;
  readonly baseClusters: readonly PolisCluster[];
  readonly grouping: PolisGrouping;
}

export interface PolisMap extends PolisState {
  readonly positions: PolisPositions;
  /** The group of each person in the shown grouping, -1 for those who are in none. */
  readonly groupOf: Int32Array;
  readonly subgroups: ReadonlyMap<number, PolisGrouping>;
  readonly representatives: readonly (readonly Representative[])[];
  readonly consensus: readonly Consensus[];
  readonly groupAwareConsensus: Float64Array;
  readonly priorities: Float64Array;
}

const ENOUGH_VOTES = 7;
const FEWEST_GROUPED = 15;

/**
 * One update of the Polis mathematics, steps 2 to 13; votes ordered by arrival, for base clusters start from whoever came first. `seed`
 * matters only above 10,000 people, where components come from mini-batches. NOTE: Polis starts its first power iteration from chance and
 * these from ones, so that axes can point the other way.
 */
export function polisMap(
  votes: Votes,
  moderation: Moderation,
  { seed, previous = null }: { seed: number; previous?: PolisState | null },
): PolisMap {
  const zeroed = new Set([...moderation.movedOut, ...moderation.metadata]);
  const components = polisComponents(votes, zeroed, {
    previous: previous?.components ?? null,
    seed,
  });
  const positions = polisPositions(votes, components, zeroed);
  const inConversation = grouped(votes, previous?.inConversation ?? new Set());
  const people = pointsOf(positions, [...inConversation]);
  const bases = baseClusters(people, previous?.baseClusters ?? null);
  const points = pointsOfBases(bases);
  const grouping = polisGroups(points, previous?.grouping ?? null);
  const groupOf = labelsOf(grouping.groups, bases, votes.participants.length);
  const counts = countsByGroup(votes, groupOf, grouping.groups.length);
  return {
    components,
    positions,
    inConversation,
    baseClusters: bases,
    grouping,
    groupOf,
    subgroups: subgroupsOf(grouping, points),
    ...said(votes, counts, { zeroed, components, metadata: moderation.metadata }),
  };
}

/** Steps 10 to 13. Zeroed columns never enter the selections. */
function said(
  votes: Votes,
  counts: readonly VoteCounts[],
  about: {
    zeroed: ReadonlySet<number>;
    metadata: ReadonlySet<number>;
    components: PolisComponents;
  },
) {
  const statements = votes.statements.length;
  const { extremity } = statementPositions(about.components);
  const total = (of: (one: VoteCounts) => number): number =>
    counts.reduce((sum, one) => sum + of(one), 0);
  return {
    representatives: counts.map((own, at) =>
      representativeByPolis(figuresOf(own, countsOfRest(counts, at)), about.zeroed),
    ),
    consensus: consensusByPolis(countsOfAll(votes), about.zeroed),
    groupAwareConsensus: groupAwareConsensus(counts, statements),
    priorities: Float64Array.from({ length: statements }, (_, at) => {
      const agree = total((one) => one.agree[at]);
      const seen = total((one) => one.seen[at]);
      const passed = seen - agree - total((one) => one.disagree[at]);
      const figures = { agree, passed, seen, extremity: extremity[at] };
      return routingPriority(figures, about.metadata.has(at));
    }),
  };
}

/** Step 3: whoever has min(7, statements) votes and whoever was in before; the most active join up to fifteen. */
function grouped(votes: Votes, before: ReadonlySet<number>): Set<number> {
  const counts = votes.participants.map((_, at) => votes.start[at + 1] - votes.start[at]);
  const enough = Math.min(ENOUGH_VOTES, votes.statements.length);
  const inside = new Set(before);
  for (const [person, count] of counts.entries()) if (count >= enough) inside.add(person);
  if (inside.size < FEWEST_GROUPED) {
    const others = [...counts.keys()].filter((person) => !inside.has(person));
    others.sort((one, other) => counts[other] - counts[one]);
    for (const person of others.slice(0, FEWEST_GROUPED - inside.size)) inside.add(person);
  }
  return new Set([...inside].sort((one, other) => one - other));
}

function pointsOf(positions: PolisPositions, ids: readonly number[]): PolisPoints {
  return {
    ids,
    x: Float64Array.from(ids, (at) => positions.x[at]),
    y: Float64Array.from(ids, (at) => positions.y[at]),
  };
}

function pointsOfBases(bases: readonly PolisCluster[]): PolisPoints {
  return {
    ids: bases.map(({ id }) => id),
    x: Float64Array.from(bases, ({ x }) => x),
    y: Float64Array.from(bases, ({ y }) => y),
    weight: Float64Array.from(bases, ({ members }) => members.length),
  };
}

function labelsOf(
  groups: readonly PolisCluster[],
  bases: readonly PolisCluster[],
  people: number,
): Int32Array {
  const labels = new Int32Array(people).fill(-1);
  const base = new Map(bases.map((one) => [one.id, one]));
  for (const [label, group] of groups.entries()) {
    for (const id of group.members) {
      for (const person of base.get(id)?.members ?? []) labels[person] = label;
    }
  }
  return labels;
}

/** Steps 8 and 9 once more inside each group. */
function subgroupsOf(grouping: PolisGrouping, points: PolisPoints): Map<number, PolisGrouping> {
  return new Map(
    grouping.groups.map(({ id, members }) => {
      const inside = new Set(members);
      const at = [...points.ids.keys()].filter((place) => inside.has(points.ids[place]));
      const part: PolisPoints = {
        ids: at.map((place) => points.ids[place]),
        x: Float64Array.from(at, (place) => points.x[place]),
        y: Float64Array.from(at, (place) => points.y[place]),
        weight: Float64Array.from(at, (place) => points.weight?.[place] ?? 1),
      };
      return [id, polisGroups(part, null)];
    }),
  );
}
