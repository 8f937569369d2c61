import { chanceFrom } from '../src/chance.ts';
import { opinionMap } from '../src/opinions/opinion-map.ts';
import { NO_MODERATION, polisMap } from '../src/opinions/polis-map.ts';
import { VoteBook, type Votes } from '../src/opinions/votes.ts';
import { medianMs, timed, type BenchCase, type BenchRow } from './bench-case.ts';

interface Size {
  readonly people: number;
  readonly statements: number;
  readonly density: number;
}

const GROUPS = 4;

export const opinionMapCases: readonly BenchCase[] = [
  { people: 1_000, statements: 200, density: 0.25 },
  { people: 10_000, statements: 500, density: 0.1 },
  { people: 100_000, statements: 1_000, density: 0.05 },
].map((size) => ({
  name: `opinion map ${size.people} x ${size.statements}`,
  run: () => benchMap(size),
}));

function benchMap(size: Size): BenchRow[] {
  const told = timed(() => crowdOf(size));
  const votes = told.value;
  const pass = medianMs(() => onePass(votes));
  const map = timed(() => opinionMap(votes, { seed: 1 }));
  const polis = timed(() => polisMap(votes, NO_MODERATION, { seed: 1 }));
  const to = 'one pass of power iteration';
  const count = votes.vote.length.toLocaleString('en');
  return [
    { what: `taking in ${count} votes`, ms: told.ms, ratio: { to, times: told.ms / pass } },
    { what: to, ms: pass, ratio: null },
    {
      what: 'opinion map',
      ms: map.ms,
      ratio: { to, times: map.ms / pass },
      note: `${map.value.k} groups of ${GROUPS}`,
    },
    { what: 'compatibility mode', ms: polis.ms, ratio: { to, times: polis.ms / pass } },
  ];
}

/** The least that any component needs: every vote read twice, once along a vector and once back. */
function onePass(votes: Votes): Float64Array {
  const vector = new Float64Array(votes.statements.length).fill(1);
  const product = new Float64Array(vector.length);
  for (let person = 0; person < votes.participants.length; person++) {
    let along = 0;
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      along += votes.vote[at] * vector[votes.statement[at]];
    }
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      product[votes.statement[at]] += along * votes.vote[at];
    }
  }
  return product;
}

function crowdOf({ people, statements, density }: Size): Votes {
  const chance = chanceFrom(2);
  const sides = Array.from({ length: GROUPS }, () =>
    Array.from({ length: statements }, (_, at) =>
      at % 3 === 0 || chance.uniform() < 0.5 ? 1 : -1,
    ),
  );
  const book = new VoteBook();
  for (let person = 0; person < people; person++) {
    const side = sides[person % GROUPS];
    for (let statement = 0; statement < statements; statement++) {
      if (chance.uniform() >= density) continue;
      const said = chance.uniform();
      const vote = said < 0.15 ? 0 : said < 0.3 ? -side[statement] : side[statement];
      book.add(`p${person}`, `s${statement}`, vote === 0 ? 0 : vote > 0 ? 1 : -1);
    }
  }
  return book.close('name');
}
