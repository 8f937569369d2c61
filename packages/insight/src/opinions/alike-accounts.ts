import { incompleteBeta } from '../special-functions.ts';
import { LEAST_LIKENESS, type AlikeAccounts } from './alike-candidates.ts';
import { countsByGroup, type VoteCounts } from './vote-counts.ts';
import type { Votes } from './votes.ts';

/** Accounts to be counted as one, and how unlikely their likeness is by chance. */
export interface SetAside extends AlikeAccounts {
  /** Votes of the account that stays. */
  readonly votes: number;
  /** Multiplied by the number of accounts looked at, and at most 1. */
  readonly p: number;
}

/** Below this chance of even one false finding in the whole table, alike accounts are counted as one. */
const SET_ASIDE_BELOW = 0.01;
const WEIGHT_OF_CUSTOM = 2;
const CANNOT_TELL = 1;
const MOST_COMPARED = 1000;

/**
 * Which near-identical accounts are beyond chance. In a group of n people, m accounts vote alike. Were they independent, each other
 * member would vote on the same statements with the chance that people elsewhere do (of up to 1,000 others, how many chose nine in ten
 * of the same statements), and would match the first in at least so many of its T votes with the chance of a binomial tail, T votes at
 * the mean of their single chances; and m - 1 of n - 1 do both with the chance of another tail. The chance of a single match is the share of the group's
 * other members who vote so, with two members' worth of what is customary: how often two members of one group match in general,
 * the accounts in question and a group of which they make up half left out. Who all vote alike because everyone in this crowd does
 * is thus not set aside; and where custom cannot be told, nobody is.
 */
export function beyondChance(
  votes: Votes,
  candidates: readonly AlikeAccounts[],
  { groupOf, groups }: { groupOf: Int32Array; groups: number },
): SetAside[] {
  const counts = countsByGroup(votes, groupOf, groups);
  const sizes = new Float64Array(groups);
  for (const group of groupOf) if (group >= 0) sizes[group] += 1;
  const within = counts.map((one) => matchesIn(one));
  for (const candidate of candidates) {
    leaveOut(within[groupOf[candidate.leader]], votes, candidate);
  }
  const looked = votes.participants.length;
  return candidates.flatMap((candidate) => {
    const group = groupOf[candidate.leader];
    const size = candidate.others.length + 1;
    const dominates = size * 2 >= sizes[group];
    const usual = customOf(within.filter((_, at) => at !== group || !dominates));
    if (usual === null) return [];
    const alike = chanceOfMatch(votes, candidate, { counts: counts[group], size, usual });
    const single =
      chanceOfSelection(votes, candidate) *
      binomialTail(alike.votes, candidate.fewestShared, alike.chance);
    const p = Math.min(CANNOT_TELL, binomialTail(sizes[group] - 1, size - 1, single) * looked);
    return p < SET_ASIDE_BELOW ? [{ ...candidate, votes: alike.votes, p }] : [];
  });
}

/** Pairs of members who voted on the same statement, and how many of them alike. */
interface Matches {
  alike: number;
  pairs: number;
}

function matchesIn({ agree, disagree, seen }: VoteCounts): Matches {
  let [alike, pairs] = [0, 0];
  for (let at = 0; at < seen.length; at++) {
    const passed = seen[at] - agree[at] - disagree[at];
    alike += pairsOf(agree[at]) + pairsOf(disagree[at]) + pairsOf(passed);
    pairs += pairsOf(seen[at]);
  }
  return { alike, pairs };
}

/** Pairs among accounts that are alike say nothing of what is customary. */
function leaveOut(matches: Matches, votes: Votes, { leader, others }: AlikeAccounts): void {
  const among = pairsOf(others.length + 1) * (votes.start[leader + 1] - votes.start[leader]);
  matches.alike = Math.max(0, matches.alike - among);
  matches.pairs = Math.max(0, matches.pairs - among);
}

function customOf(matches: readonly Matches[]): number | null {
  const alike = matches.reduce((sum, one) => sum + one.alike, 0);
  const pairs = matches.reduce((sum, one) => sum + one.pairs, 0);
  return pairs < 1 ? null : (alike + 1) / (pairs + 1);
}

function chanceOfMatch(
  votes: Votes,
  { leader }: AlikeAccounts,
  { counts, size, usual }: { counts: VoteCounts; size: number; usual: number },
): { votes: number; chance: number } {
  let sum = 0;
  const [from, to] = [votes.start[leader], votes.start[leader + 1]];
  for (let at = from; at < to; at++) {
    const column = votes.statement[at];
    const others = Math.max(0, counts.seen[column] - size);
    const same = Math.max(0, votesLike(counts, column, votes.vote[at]) - size);
    sum += Math.min(1, (same + WEIGHT_OF_CUSTOM * usual) / (others + WEIGHT_OF_CUSTOM));
  }
  return { votes: to - from, chance: sum / (to - from) };
}

/** How often others vote on nearly the statements of these accounts: where all see the same few in the same order, often. */
function chanceOfSelection(votes: Votes, { leader, others }: AlikeAccounts): number {
  const alike = new Set([leader, ...others]);
  const people = votes.participants.length;
  const step = Math.max(1, Math.floor(people / MOST_COMPARED));
  let [same, compared] = [1, 1];
  for (let person = 0; person < people; person += step) {
    if (alike.has(person)) continue;
    compared += 1;
    if (choseAlike(votes, leader, person)) same += 1;
  }
  return same / compared;
}

function choseAlike(votes: Votes, one: number, other: number): boolean {
  let [left, right] = [votes.start[one], votes.start[other]];
  const [leftEnd, rightEnd] = [votes.start[one + 1], votes.start[other + 1]];
  const all = leftEnd - left + rightEnd - right;
  let shared = 0;
  while (left < leftEnd && right < rightEnd) {
    const order = votes.statement[left] - votes.statement[right];
    if (order === 0) shared += 1;
    if (order <= 0) left += 1;
    if (order >= 0) right += 1;
  }
  return shared >= LEAST_LIKENESS * (all - shared);
}

function votesLike({ agree, disagree, seen }: VoteCounts, column: number, vote: number): number {
  if (vote === 0) return seen[column] - agree[column] - disagree[column];
  return vote === 1 ? agree[column] : disagree[column];
}

/** The chance of at least `least` successes in `trials`. */
function binomialTail(trials: number, least: number, chance: number): number {
  if (least <= 0) return 1;
  return least > trials ? 0 : incompleteBeta(chance, least, trials - least + 1);
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
