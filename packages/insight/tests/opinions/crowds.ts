import { chanceFrom } from '../../src/chance.ts';
import { VoteBook, type Votes } from '../../src/opinions/votes.ts';

/** A crowd in groups: how many people each has, how many statements there are, and how people vote. */
export interface CrowdPlan {
  readonly sizes: readonly number[];
  readonly statements: number;
  /** The share of statements that a person votes on. */
  readonly density?: number;
  /** How firmly a group takes its side of a statement: the chance of a vote against it is (1 - firmness) / 2. */
  readonly firmness?: number;
  /** The share of statements on which groups differ; on the others all lean to agree. */
  readonly divided?: number;
  readonly seed: number;
}

export interface Crowd {
  readonly votes: Votes;
  /** The true group of each person, in the order of `votes`. */
  readonly truth: Int32Array;
  readonly rows: readonly { participant: string; statement: string; vote: -1 | 0 | 1 }[];
}

const PASSES = 0.1;

export function crowd(plan: CrowdPlan): Crowd {
  const { sizes, statements, density = 1, firmness = 0.7, divided = 0.6, seed } = plan;
  const chance = chanceFrom(seed);
  const sides = sizes.map(() =>
    Array.from({ length: statements }, () => (chance.uniform() < 0.5 ? 1 : -1)),
  );
  const rows: { participant: string; statement: string; vote: -1 | 0 | 1 }[] = [];
  const truth: number[] = [];
  for (const [group, size] of sizes.entries()) {
    for (let at = 0; at < size; at++) {
      const participant = `p${String(truth.length).padStart(6, '0')}`;
      truth.push(group);
      for (let column = 0; column < statements; column++) {
        if (chance.uniform() >= density) continue;
        const side = column < divided * statements ? sides[group][column] : 1;
        const against = chance.uniform() < (1 - firmness) / 2;
        const vote = chance.uniform() < PASSES ? 0 : against ? -side : side;
        rows.push({
          participant,
          statement: `s${column}`,
          vote: vote === 0 ? 0 : vote > 0 ? 1 : -1,
        });
      }
    }
  }
  const book = new VoteBook();
  for (const { participant, statement, vote } of rows) book.add(participant, statement, vote);
  const votes = book.close('name');
  return {
    votes,
    truth: Int32Array.from(votes.participants, (name) => truth[Number(name.slice(1))]),
    rows,
  };
}
