import type { Votes } from './votes.ts';

/** Accounts that voted almost the same on almost the same statements, the first of each standing for the others. */
export interface AlikeAccounts {
  readonly leader: number;
  /** The others, ascending. */
  readonly others: readonly number[];
  /** The fewest votes that one of the others shares with the leader. */
  readonly fewestShared: number;
}

const FEWEST_VOTES = 10;
/** Near-identical: of the votes that either cast, nine in ten are cast by both, and alike. */
export const LEAST_LIKENESS = 0.9;
const BANDS = 6;
const HASHES_A_BAND = 4;
const MOST_LEADERS_A_BUCKET = 8;

/**
 * Finds near-identical vote vectors (Jaccard index of their votes at least 0.9, at least 10 votes) by min-hashing (Broder, SEQUENCES
 * 1997): 6 bands of 4 hashes find a pair at 0.9 with a chance of 99.8 %. Time grows with votes, not with pairs of people.
 */
export function alikeCandidates(votes: Votes): AlikeAccounts[] {
  const buckets = new Map<number, number[]>();
  const found = new Map<number, { others: number[]; fewestShared: number }>();
  for (let person = 0; person < votes.participants.length; person++) {
    if (votes.start[person + 1] - votes.start[person] < FEWEST_VOTES) continue;
    const keys = bandKeys(votes, person);
    const leaders = new Set(keys.flatMap((key) => buckets.get(key) ?? []));
    const own = closest(votes, person, leaders);
    if (own === null) {
      for (const key of keys) addTo(buckets, key, person);
      continue;
    }
    const cluster = found.get(own.leader) ?? { others: [], fewestShared: Infinity };
    cluster.others.push(person);
    cluster.fewestShared = Math.min(cluster.fewestShared, own.shared);
    found.set(own.leader, cluster);
  }
  return [...found].map(([leader, cluster]) => ({ leader, ...cluster }));
}

function closest(
  votes: Votes,
  person: number,
  leaders: Iterable<number>,
): { leader: number; shared: number } | null {
  let best: { leader: number; shared: number } | null = null;
  const own = votes.start[person + 1] - votes.start[person];
  for (const leader of leaders) {
    const shared = sharedVotes(votes, person, leader);
    const either = own + votes.start[leader + 1] - votes.start[leader] - shared;
    if (shared < LEAST_LIKENESS * either) continue;
    if (best === null || shared > best.shared || (shared === best.shared && leader < best.leader)) {
      best = { leader, shared };
    }
  }
  return best;
}

/** On how many statements two people voted, and alike. */
function sharedVotes(votes: Votes, one: number, other: number): number {
  let [left, right] = [votes.start[one], votes.start[other]];
  let shared = 0;
  while (left < votes.start[one + 1] && right < votes.start[other + 1]) {
    const step = votes.statement[left] - votes.statement[right];
    if (step === 0 && votes.vote[left] === votes.vote[right]) shared += 1;
    if (step <= 0) left += 1;
    if (step >= 0) right += 1;
  }
  return shared;
}

function bandKeys(votes: Votes, person: number): number[] {
  const least = new Float64Array(BANDS * HASHES_A_BAND).fill(Infinity);
  for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
    const token = votes.statement[at] * 3 + votes.vote[at] + 1;
    for (let hash = 0; hash < least.length; hash++) {
      const value = scramble(token ^ Math.imul(hash + 1, 0x9e3779b1));
      if (value < least[hash]) least[hash] = value;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let key = band;
    for (let at = 0; at < HASHES_A_BAND; at++) {
      key = (key * 1_000_003 + least[band * HASHES_A_BAND + at]) % 9_007_199_254_740_881;
      key = (key * 31 + band) % 281_474_976_710_597;
    }
    return key;
  });
}

/** The finishing step of MurmurHash3 (Appleby). */
function scramble(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function addTo(buckets: Map<number, number[]>, key: number, leader: number): void {
  const bucket = buckets.get(key);
  if (!bucket) buckets.set(key, [leader]);
  else if (bucket.length < MOST_LEADERS_A_BUCKET) bucket.push(leader);
}
