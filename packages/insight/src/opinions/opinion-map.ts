import { chanceFrom, shuffled } from '../chance.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { alikeCandidates } from './alike-candidates.ts';
import { beyondChance, type SetAside } from './alike-accounts.ts';
import { bridgingScores, type BridgingScore } from './bridging.ts';
import {
  commonGround,
  groupFindings,
  type CommonGround,
  type GroupFinding,
} from './group-findings.ts';
import { firstDims, groupStability } from './group-stability.ts';
import type { Clustering, Points } from './k-means.ts';
import { chooseGroups, type KEvidence } from './opinion-groups.ts';
import { fitSpace, positionsIn, type OpinionSpace } from './opinion-space.ts';
import { placePeople, type GroupClouds, type Placement } from './placement.ts';
import { countsByGroup, type VoteCounts } from './vote-counts.ts';
import { componentsBeyondChance, componentsOf } from './vote-components.ts';
import { votesOf, type Votes } from './votes.ts';

/** What the map says of one group. */
export interface OpinionGroup {
  /** Numbers of people among those who are counted. */
  readonly members: readonly number[];
  readonly stability: number | NotEstimable;
}

export interface OpinionMap {
  /** The votes that count: without the accounts that were set aside. All numbers of people refer to these. */
  readonly votes: Votes;
  readonly setAside: readonly {
    readonly kept: string;
    readonly others: string[];
    readonly votes: number;
    readonly p: number;
  }[];
  readonly k: number;
  /** How many directions of difference stand out of chance. */
  readonly directions: number;
  readonly evidence: readonly KEvidence[];
  readonly groups: readonly OpinionGroup[];
  readonly placement: Placement;
  readonly counts: readonly VoteCounts[];
  readonly findings: readonly GroupFinding[];
  readonly commonGround: readonly CommonGround[];
  readonly bridging: readonly BridgingScore[];
  /** Null when groups were looked for; else why not. */
  readonly noGroups: NotEstimable | null;
}

const DRAWS = 50;
const MOST_DIRECTIONS = 8;
const SHOWN_DIRECTIONS = 2;
const ENOUGH_VOTES = 7;
const FEWEST_LEARNT_FROM = 15;
const MOST_LEARNT_FROM = 2000;
const FEWEST_PEOPLE = 8;
const LEAST_WITHIN = 1e-6;

/**
 * Reads a crowd from its votes. The steps: accounts that are alike beyond chance are counted as one; the space of opinions is learnt from
 * people with at least min(7, statements) votes (at most 2,000 of them, drawn by `seed`); groups are sought in the directions that stand
 * out of shuffled votes; their number is chosen with its evidence; resampling says how stable each is; everyone is placed. People and
 * statements must be in the order of their names, so that nothing depends on the order in which votes came. Time grows with the votes;
 * memory is about 40 bytes a vote, and nothing of the size people times statements is ever made.
 */
export function opinionMap(
  all: Votes,
  { seed, draws = DRAWS }: { seed: number; draws?: number },
): OpinionMap {
  const alike = setAsideOf(all, seed);
  const votes = alike.votes;
  const structure = alike.structure ?? structureOf(votes, seed);
  const learnt = votesOf(votes, structure.people);
  const stability = structure.clustering
    ? groupStability(
        learnt,
        { space: structure.space, points: structure.points, clustering: structure.clustering },
        { draws, seed },
      )
    : null;
  const clouds = cloudsOf(structure);
  const resampled = (stability?.centers ?? []).map((centers) =>
    centers.map((center) => center && widened(center, structure.space.dims)),
  );
  const placed = placePeople(votes, structure.space, clouds, resampled);
  const inhabited = inhabitedOf(placed.groupOf, clouds.centers.length);
  const placement = { ...placed, groupOf: placed.groupOf.map((group) => inhabited.indexOf(group)) };
  const k = structure.noGroups ? 0 : inhabited.length;
  const counts = countsByGroup(votes, placement.groupOf, k);
  return {
    votes,
    setAside: alike.list.map(({ leader, others, votes: cast, p }) => ({
      kept: all.participants[leader],
      others: others.map((other) => all.participants[other]),
      votes: cast,
      p,
    })),
    k,
    directions: structure.directions,
    evidence: structure.evidence,
    groups: groupsOf(placement, k, stability && inhabited.map((group) => stability.groups[group])),
    placement,
    counts,
    findings: groupFindings(counts),
    commonGround: commonGround(counts),
    bridging: bridgingScores(votes, startOfBridging(structure.space)),
    noGroups: structure.noGroups,
  };
}

interface Structure {
  readonly people: Int32Array;
  readonly space: OpinionSpace;
  readonly points: Points;
  readonly directions: number;
  readonly clustering: Clustering | null;
  readonly evidence: readonly KEvidence[];
  readonly noGroups: NotEstimable | null;
}

function structureOf(votes: Votes, seed: number): Structure {
  const people = learntFrom(votes, seed);
  const learnt = votesOf(votes, people);
  const dims = Math.min(MOST_DIRECTIONS, votes.statements.length, people.length);
  const start = componentsOf(learnt, dims, seed);
  const directions = componentsBeyondChance(learnt, start, seed);
  const kept = Math.min(dims, Math.max(SHOWN_DIRECTIONS, directions));
  const narrowed = {
    ...start,
    dims: kept,
    directions: firstDims(start.directions, dims, kept),
    values: start.values.slice(0, kept),
  };
  const space = fitSpace(learnt, narrowed);
  const used = Math.max(1, Math.min(kept, directions));
  const at = firstDims(positionsIn(learnt, space), kept, used);
  const points: Points = { count: people.length, dims: used, at };
  const found = { people, space, points, directions };
  if (people.length < FEWEST_PEOPLE) {
    const because = `groups need at least ${FEWEST_PEOPLE} people, and there are ${people.length}`;
    return { ...found, clustering: null, evidence: [], noGroups: notEstimable(because) };
  }
  if (directions === 0) return { ...found, clustering: null, evidence: [], noGroups: null };
  return { ...found, ...chooseGroups(points, seed), noGroups: null };
}

/** Who has cast enough votes to learn from; of very many a sample, of very few the most active. */
function learntFrom(votes: Votes, seed: number): Int32Array {
  const counts = votes.participants.map((_, at) => votes.start[at + 1] - votes.start[at]);
  const enough = Math.min(ENOUGH_VOTES, votes.statements.length);
  let chosen = [...counts.keys()].filter((person) => counts[person] >= enough);
  if (chosen.length < FEWEST_LEARNT_FROM) {
    const byVotes = [...counts.keys()].sort(
      (one, other) => counts[other] - counts[one] || one - other,
    );
    chosen = byVotes.slice(0, FEWEST_LEARNT_FROM);
  }
  if (chosen.length > MOST_LEARNT_FROM) {
    chosen = shuffled(chosen, chanceFrom(seed, 7)).slice(0, MOST_LEARNT_FROM);
  }
  return Int32Array.from(chosen).sort();
}

/** Without groups everyone is one group about the middle. */
function cloudsOf({ space, points, clustering }: Structure): GroupClouds {
  const { dims, variance } = space;
  if (!clustering) {
    return { centers: [new Float64Array(dims)], within: variance, share: Float64Array.of(1) };
  }
  const { k, labels, centers } = clustering;
  const share = new Float64Array(k);
  const within = variance.map((spread, dim) => (dim < points.dims ? 0 : spread));
  for (let point = 0; point < points.count; point++) {
    share[labels[point]] += 1 / points.count;
    for (let dim = 0; dim < points.dims; dim++) {
      const off = points.at[point * points.dims + dim] - centers[labels[point] * points.dims + dim];
      within[dim] += (off * off) / points.count;
    }
  }
  return {
    centers: Array.from({ length: k }, (_, group) =>
      widened(centers.subarray(group * points.dims, (group + 1) * points.dims), dims),
    ),
    within: within.map((spread, dim) => Math.max(spread, LEAST_WITHIN, variance[dim] / 100)),
    share,
  };
}

function widened(center: Float64Array, dims: number): Float64Array {
  const wide = new Float64Array(dims);
  wide.set(center.subarray(0, dims));
  return wide;
}

/** The groups that somebody was placed in, in their order: one whose members all fit another better is none. */
function inhabitedOf(groupOf: Int32Array, groups: number): number[] {
  const found = new Set(groupOf);
  return Array.from({ length: groups }, (_, group) => group).filter((group) => found.has(group));
}

function groupsOf(
  placement: Placement,
  k: number,
  stability: readonly number[] | null,
): OpinionGroup[] {
  const members: number[][] = Array.from({ length: k }, () => []);
  for (const [person, group] of placement.groupOf.entries()) members[group]?.push(person);
  return members.map((list, group) => ({
    members: list,
    stability: stability
      ? stability[group]
      : notEstimable('no direction of difference stands out of chance, so that all are one group'),
  }));
}

interface Counted {
  readonly votes: Votes;
  readonly list: readonly SetAside[];
  /** The structure of exactly these votes, when it was already sought. */
  readonly structure: Structure | null;
}

/** Counts near-identical accounts as one where chance does not make them; groups are first sought as if all of them were one. */
function setAsideOf(all: Votes, seed: number): Counted {
  const candidates = alikeCandidates(all);
  if (candidates.length === 0) return { votes: all, list: [], structure: null };
  const leaderOf = Int32Array.from(all.participants.keys());
  for (const { leader, others } of candidates) for (const other of others) leaderOf[other] = leader;
  const single = leaderOf.filter((leader, person) => leader === person);
  const votes = votesOf(all, single);
  if (single.length < FEWEST_PEOPLE) return { votes: all, list: [], structure: null };
  const structure = structureOf(votes, seed);
  const { groupOf } = placePeople(votes, structure.space, cloudsOf(structure), []);
  const groupOfAll = new Int32Array(all.participants.length).fill(-1);
  for (const [at, person] of single.entries()) groupOfAll[person] = groupOf[at];
  for (const [person, leader] of leaderOf.entries()) groupOfAll[person] = groupOfAll[leader];
  const groups = structure.clustering?.k ?? 1;
  const list = beyondChance(all, candidates, { groupOf: groupOfAll, groups });
  if (list.length === candidates.length) return { votes, list, structure };
  const gone = new Set(list.flatMap(({ others }) => others));
  const kept = Int32Array.from(all.participants.keys()).filter((person) => !gone.has(person));
  return { votes: gone.size === 0 ? all : votesOf(all, kept), list, structure: null };
}

function startOfBridging({ directions, dims, variance }: OpinionSpace): Float64Array {
  const count = directions.length / Math.max(1, dims);
  const scale = Math.sqrt(variance[0] ?? 0);
  return Float64Array.from(
    { length: count },
    (_, statement) => scale * directions[statement * dims],
  );
}
