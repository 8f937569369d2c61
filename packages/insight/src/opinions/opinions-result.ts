import type { Interval } from '../intervals.ts';
import { wilsonInterval } from '../intervals.ts';
import type { NotEstimable } from '../refusal.ts';
import { shareInterval } from './group-findings.ts';
import { markingWords, wordsOfAgreement, type ClassWords } from './group-labels.ts';
import type { OpinionMap } from './opinion-map.ts';
import type { KEvidence } from './opinion-groups.ts';
import type { PolisMap } from './polis-map.ts';
import { countsByGroup } from './vote-counts.ts';
import type { Votes } from './votes.ts';

/** What marks a group in words: of the statements that it agrees with, and of what its members chose. */
export interface GroupLabel {
  readonly says: readonly string[];
  readonly chose: readonly string[];
}

export interface ResultGroup {
  readonly id: number;
  readonly members: readonly string[];
  readonly stability: number | NotEstimable;
  readonly label: GroupLabel;
}

export interface ResultFinding {
  readonly group: number;
  readonly statement: string;
  readonly side: 'agree' | 'disagree';
  readonly repness: number;
  readonly p: number;
  readonly interval: Interval;
  readonly count: number;
  readonly seen: number;
}

export interface ResultGround {
  readonly statement: string;
  readonly side: 'agree' | 'disagree';
  readonly p: number;
  readonly interval: Interval;
  readonly count: number;
  readonly seen: number;
}

export interface ResultBridge {
  readonly statement: string;
  readonly score: number;
  readonly interval?: Interval;
  readonly factor?: number;
  readonly votes?: number;
  readonly bridges?: boolean;
}

/** What `muster opinions` prints. */
export interface OpinionsResult {
  readonly participants: number;
  readonly statements: number;
  readonly k: number;
  readonly groups: readonly ResultGroup[];
  readonly positions: Readonly<Record<string, readonly [number, number]>>;
  readonly statements_by_group: readonly ResultFinding[];
  readonly common_ground: readonly ResultGround[];
  readonly bridging: readonly ResultBridge[];
  readonly set_aside: readonly {
    readonly kept: string;
    readonly set_aside: readonly string[];
    readonly because: string;
    readonly p: number;
  }[];
  readonly mode: 'default' | 'polis';
  readonly votes: number;
  readonly k_evidence: readonly KEvidence[] | readonly { k: number; silhouette: number }[];
  readonly not_estimable: readonly { readonly what: string; readonly because: string }[];
  readonly person_stability?: Readonly<Record<string, number>>;
  readonly subgroups?: Readonly<Record<string, number>>;
  readonly priorities?: Readonly<Record<string, number>>;
}

/** Texts by statement number, and choices by the name of a person; both may be missing. */
export interface LabelSources {
  readonly texts: readonly (string | null)[] | null;
  readonly choices: ReadonlyMap<string, readonly string[]> | null;
}

const DIGITS = 1e6;

/** The default map as it is printed. Figures have six decimals: more would be noise, and differ between machines. */
export function resultOfMap(all: Votes, map: OpinionMap, sources: LabelSources): OpinionsResult {
  const { participants, statements } = map.votes;
  const labels = labelsOf(map.votes, map.placement.groupOf, map.k, sources);
  return {
    participants: all.participants.length,
    statements: statements.length,
    k: map.k,
    groups: map.groups.map(({ members, stability }, id) => ({
      id,
      members: members.map((person) => participants[person]),
      stability: typeof stability === 'number' ? rounded(stability) : stability,
      label: labels[id],
    })),
    positions: positionsOf(map),
    statements_by_group: map.findings.map((one) => ({
      group: one.group,
      statement: statements[one.statement],
      side: one.side,
      repness: rounded(one.repness),
      p: rounded(one.p),
      interval: roundedEnds(one.interval),
      count: one.count,
      seen: one.seen,
    })),
    common_ground: map.commonGround.map(({ statement, side, p, interval, count, seen }) => ({
      statement: statements[statement],
      side,
      p: rounded(p),
      interval: roundedEnds(interval),
      count,
      seen,
    })),
    bridging: map.bridging
      .filter(({ votes }) => votes > 0)
      .toSorted((one, other) => other.score - one.score || one.statement - other.statement)
      .map((one) => ({
        statement: statements[one.statement],
        score: rounded(one.score),
        interval: roundedEnds(one.interval),
        factor: rounded(one.factor),
        votes: one.votes,
        bridges: one.bridges,
      })),
    set_aside: map.setAside.map(({ kept, others, votes, p }) => ({
      kept,
      set_aside: others,
      because: `they voted like ${kept} on at least nine in ten of ${votes} statements, and chance in its group does not make that`,
      p,
    })),
    mode: 'default',
    votes: all.vote.length,
    k_evidence: map.evidence.map((one) => ({
      k: one.k,
      silhouette: rounded(one.silhouette),
      restarts: rounded(one.restarts),
      stability: rounded(one.stability),
    })),
    not_estimable: missing(map),
    person_stability: byName(participants, (at) => rounded(map.placement.confidence[at])),
  };
}

/** Accounts that were set aside are shown where the one that counts for them stands. */
function positionsOf({ votes, placement, setAside }: OpinionMap): OpinionsResult['positions'] {
  const positions = byName(votes.participants, (at): readonly [number, number] => [
    rounded(placement.positions[at * 2]),
    rounded(placement.positions[at * 2 + 1]),
  ]);
  const copies = setAside.flatMap(({ kept, others }) =>
    others.map((other) => [other, positions[kept]] as const),
  );
  return { ...positions, ...Object.fromEntries(copies) };
}

function missing({ noGroups, groups }: OpinionMap): { what: string; because: string }[] {
  const list = noGroups ? [{ what: 'groups', because: noGroups.because }] : [];
  const [first] = groups;
  if (first && typeof first.stability !== 'number') {
    list.push({ what: 'groups[0].stability', because: first.stability.because });
  }
  return list;
}

/** A map in compatibility mode as it is printed: `bridging` is the group-aware consensus, `p` and `repness` are those of step 10. */
export function resultOfPolis(votes: Votes, map: PolisMap, sources: LabelSources): OpinionsResult {
  const { participants, statements } = votes;
  const labels = labelsOf(votes, map.groupOf, map.grouping.groups.length, sources);
  const members: string[][] = map.grouping.groups.map(() => []);
  for (const [person, group] of map.groupOf.entries()) members[group]?.push(participants[person]);
  const because = 'Polis does not resample; leave --polis out';
  return {
    participants: participants.length,
    statements: statements.length,
    k: map.grouping.groups.length,
    groups: map.grouping.groups.map(({ id }, at) => ({
      id,
      members: members[at],
      stability: { kind: 'not-estimable', because },
      label: labels[at],
    })),
    positions: byName(participants, (at) => [
      rounded(map.positions.x[at]),
      rounded(map.positions.y[at]),
    ]),
    statements_by_group: map.representatives.flatMap((list, at) =>
      list.map(({ statement, figures }) => ({
        group: map.grouping.groups[at].id,
        statement: statements[statement],
        side: figures.side,
        repness: rounded(figures.repness),
        p: rounded(figures.p),
        interval: roundedEnds(shareInterval(figures.count, figures.seen)),
        count: figures.count,
        seen: figures.seen,
        p_test: rounded(figures.pTest),
        repness_test: rounded(figures.repnessTest),
      })),
    ),
    common_ground: map.consensus.map(({ statement, side, p, count, seen, pTest }) => ({
      statement: statements[statement],
      side,
      p: rounded(p),
      interval: roundedEnds(wilsonInterval(count, seen)),
      count,
      seen,
      p_test: rounded(pTest),
    })),
    bridging: statements
      .map((statement, at) => ({ statement, score: rounded(map.groupAwareConsensus[at]) }))
      .toSorted((one, other) => other.score - one.score),
    set_aside: [],
    mode: 'polis',
    votes: votes.vote.length,
    k_evidence: [...map.grouping.silhouettes].map(([k, value]) => ({
      k,
      silhouette: rounded(value),
    })),
    not_estimable: [{ what: 'groups[].stability', because }],
    subgroups: Object.fromEntries(
      [...map.subgroups].map(([id, { groups }]) => [String(id), groups.length]),
    ),
    priorities: byName(statements, (at) => rounded(map.priorities[at])),
  };
}

function labelsOf(
  votes: Votes,
  groupOf: Int32Array,
  k: number,
  sources: LabelSources,
): GroupLabel[] {
  const counts = countsByGroup(votes, groupOf, k);
  const says = sources.texts ? markingWords(wordsOfAgreement(counts, sources.texts)) : [];
  const chose = sources.choices ? markingWords(chosenBy(votes, groupOf, k, sources.choices)) : [];
  return counts.map((_, group) => ({ says: says[group] ?? [], chose: chose[group] ?? [] }));
}

function chosenBy(
  votes: Votes,
  groupOf: Int32Array,
  k: number,
  choices: ReadonlyMap<string, readonly string[]>,
): ClassWords {
  const classes = Array.from({ length: k }, () => new Map<string, number>());
  for (const [person, name] of votes.participants.entries()) {
    const words = classes[groupOf[person]];
    if (!words) continue;
    for (const choice of choices.get(name) ?? []) words.set(choice, (words.get(choice) ?? 0) + 1);
  }
  return classes;
}

function byName<T>(names: readonly string[], of: (at: number) => T): Record<string, T> {
  return Object.fromEntries(names.map((name, at) => [name, of(at)]));
}

function rounded(value: number): number {
  // Adding 0 turns -0 into 0.
  return Math.round(value * DIGITS) / DIGITS + 0;
}

function roundedEnds([low, high]: Interval): Interval {
  return [rounded(low), rounded(high)];
}
