import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../chance.ts';
import { bridgingScores } from './bridging.ts';
import { VoteBook, type Vote, type Votes } from './votes.ts';

/** Two camps that oppose each other on all statements but the last two: both like one and neither the other. */
function camps(people: number, statements: number): Votes {
  const chance = chanceFrom(12);
  const book = new VoteBook();
  for (let person = 0; person < people; person++) {
    for (let at = 0; at < statements; at++) {
      const camp = person % 2 === 0 ? 1 : -1;
      const leaning =
        at === statements - 2 ? 1 : at === statements - 1 ? -1 : at % 2 ? camp : -camp;
      const vote: Vote = chance.uniform() < 0.85 ? (leaning > 0 ? 1 : -1) : chance.below(2) ? 0 : 1;
      book.add(String(person), String(at), vote);
    }
  }
  return book.close('name');
}

function start(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => (at % 2 ? 1 : -1));
}

test('what both camps like bridges, what divides them does not, and most of what neither likes least', () => {
  const votes = camps(200, 12);
  const found = bridgingScores(votes, start(12));
  assert.deepEqual(
    found.filter(({ bridges }) => bridges).map(({ statement }) => statement),
    [10],
  );
  const byScore = found.toSorted((one, other) => other.score - one.score);
  assert.equal(byScore[0].statement, 10);
  assert.equal(byScore[11].statement, 11);
  for (const one of found.slice(0, 10))
    assert.ok(Math.abs(one.factor) > Math.abs(found[10].factor));
  assert.ok(found.every(({ interval, score }) => interval[0] < score && score < interval[1]));
});

test('the answer is a minimum of the penalised loss: a slow descent from it goes nowhere', () => {
  const votes = camps(40, 8);
  const found = bridgingScores(votes, start(8));
  const slow = descend(
    votes,
    found.map(({ factor }) => factor),
  );
  for (const [at, { score, factor }] of found.entries()) {
    assert.ok(Math.abs(slow.intercept[at] - score) < 2e-3, `${slow.intercept[at]} ${score}`);
    assert.ok(Math.abs(Math.abs(slow.factor[at]) - Math.abs(factor)) < 2e-2);
  }
});

/** Plain gradient descent on the loss as written: mean squared miss, and penalties as means over people and statements. */
function descend(votes: Votes, factors: readonly number[]) {
  const people = votes.participants.length;
  const count = votes.vote.length;
  const statements = votes.statements.length;
  let mu = 0.5;
  const intercept = new Float64Array(statements);
  const factor = Float64Array.from(factors);
  const own = new Float64Array(people);
  const side = Float64Array.from(
    { length: people },
    (_, at) => (at % 2 ? -0.5 : 0.5) * Math.sign(factors[0]),
  );
  for (let round = 0; round < 20_000; round++) {
    let pull = 0.3 * mu;
    const gradient = {
      intercept: intercept.map((entry) => (0.3 * entry) / statements),
      factor: factor.map((entry) => (0.06 * entry) / statements),
      own: own.map((entry) => (0.3 * entry) / people),
      side: side.map((entry) => (0.06 * entry) / people),
    };
    for (let person = 0; person < people; person++) {
      for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
        const column = votes.statement[at];
        const said = mu + intercept[column] + own[person] + factor[column] * side[person];
        const miss = (2 * (said - (votes.vote[at] + 1) / 2)) / count;
        pull += miss;
        gradient.intercept[column] += miss;
        gradient.own[person] += miss;
        gradient.factor[column] += miss * side[person];
        gradient.side[person] += miss * factor[column];
      }
    }
    mu -= 0.1 * pull;
    for (let at = 0; at < statements; at++) {
      intercept[at] -= gradient.intercept[at];
      factor[at] -= gradient.factor[at];
    }
    for (let at = 0; at < people; at++) {
      own[at] -= 2 * gradient.own[at];
      side[at] -= 2 * gradient.side[at];
    }
  }
  return { intercept, factor };
}
