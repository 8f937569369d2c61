import type { Votes } from './votes.ts';

/** How a set of people voted on each statement: agrees, disagrees, and all votes, passes included. */
export interface VoteCounts {
  readonly agree: Float64Array;
  readonly disagree: Float64Array;
  readonly seen: Float64Array;
}

/** Counts by group and statement; `group[p]` is the group of person p, below 0 for none. One pass over the votes. */
export function countsByGroup(
  votes: Votes,
  group: ArrayLike<number>,
  groups: number,
): VoteCounts[] {
  const counts = Array.from({ length: groups }, () => noVotes(votes.statements.length));
  for (let person = 0; person < votes.participants.length; person++) {
    const into = group[person] < 0 ? undefined : counts[group[person]];
    if (!into) continue;
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      const column = votes.statement[at];
      into.seen[column] += 1;
      if (votes.vote[at] === 1) into.agree[column] += 1;
      else if (votes.vote[at] === -1) into.disagree[column] += 1;
    }
  }
  return counts;
}

/** Counts over everyone. */
export function countsOfAll(votes: Votes): VoteCounts {
  const everyone = new Int32Array(votes.participants.length);
  return countsByGroup(votes, everyone, 1)[0] ?? noVotes(votes.statements.length);
}

/** The counts of all groups but one. */
export function countsOfRest(counts: readonly VoteCounts[], without: number): VoteCounts {
  const rest = noVotes(counts[without].seen.length);
  for (const [at, one] of counts.entries()) {
    if (at === without) continue;
    for (let column = 0; column < rest.seen.length; column++) {
      rest.agree[column] += one.agree[column];
      rest.disagree[column] += one.disagree[column];
      rest.seen[column] += one.seen[column];
    }
  }
  return rest;
}

function noVotes(statements: number): VoteCounts {
  return {
    agree: new Float64Array(statements),
    disagree: new Float64Array(statements),
    seen: new Float64Array(statements),
  };
}
