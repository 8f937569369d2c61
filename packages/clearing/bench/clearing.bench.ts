import { clearAward } from '../src/award.ts';
import { solveInWorker } from '../src/award.node.ts';
import type { AwardModel } from '../src/award-model.ts';
import { clearColumns } from '../src/clear-columns.ts';
import { clearSplit } from '../src/clear-split.ts';
import type { CommitmentColumns } from '../src/commitment-columns.ts';
import { columnsOf } from '../src/commitment-columns.ts';
import { FamilyBook } from '../src/family-book.ts';
import { solveWithHighs } from '../src/highs-solver.node.ts';
import type { AwardInstance, Offer } from '../src/instance-shape.ts';
import { LiveBook, type BookEvent } from '../src/live-book.ts';
import {
  columns,
  commitments,
  dice,
  ladder,
  makers,
  OPTIONS,
  TICKS,
  variantMaker,
} from './pools.ts';
import { interleaved, quantile } from './stopwatch.ts';

/** `node packages/clearing/bench/clearing.bench.ts`: every figure and ratio of one run. */
const rows: { what: string; measured: string; goal: string; met: boolean }[] = [];

function report(what: string, measured: string, goal: string, met: boolean): void {
  rows.push({ what, measured, goal, met });
  console.log(`${met ? 'ok  ' : 'MISS'}  ${what.padEnd(46)}${measured.padEnd(52)}${goal}`);
}

const BATCH = 1_000;

await benchClearing();
for (const standing of [10_000, 100_000]) benchLiveBook(standing);
benchFamily();
await benchSplit();
await benchAward();
await benchProgram();
const missed = rows.filter(({ met }) => !met);
console.log(`\n${rows.length - missed.length} of ${rows.length} goals met`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** The least that any clearing must do: read every limit and quantity, write every allocation. */
function onePass({ limits, maximums, count }: CommitmentColumns, price: number, out: Int32Array) {
  let units = 0;
  for (let at = 0; at < count; at++) {
    const given = limits[at] >= price ? maximums[at] : 0;
    out[at] = given;
    units += given;
  }
  return units;
}

/** Sorting by limit, highest first, as the usual way to a demand curve. */
function sortByLimit({ limits, maximums, count }: CommitmentColumns): number {
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at++) keys[at] = limits[at] * 8 + maximums[at];
  keys.sort();
  let units = 0;
  for (let at = count - 1; at >= 0; at--) units += keys[at] % 8;
  return units;
}

async function benchClearing(): Promise<void> {
  for (const count of [10_000, 100_000, 1_000_000, 10_000_000]) {
    const pool = columns(count, 1);
    const offers = [ladder('maker', count)];
    const out = new Int32Array(count);
    const price = clearColumns(pool, offers, OPTIONS)?.price ?? 0;
    const rounds = count > 1_000_000 ? 5 : count > 100_000 ? 15 : 61;
    const tasks = [
      () => onePass(pool, price, out),
      () => clearColumns(pool, offers, OPTIONS),
      () => sortByLimit(pool),
    ];
    await interleaved(tasks, 3);
    const [pass, clearing, sorting] = await interleaved(tasks, rounds);
    const times = `${clearing.toFixed(2)} ms, pass ${pass.toFixed(2)}, sort ${sorting.toFixed(1)}`;
    const ratio = clearing / pass;
    const measured = `${times}: ${ratio.toFixed(1)}x, sort ${(sorting / clearing).toFixed(1)}x`;
    report(
      `clear and allocate ${count.toLocaleString('en')}`,
      measured,
      '<= 10x a pass',
      ratio <= 10,
    );
  }
}

function benchLiveBook(standing: number): void {
  const updates = 400_000;
  const roll = dice(2);
  const offers: BookEvent[] = [{ kind: 'offer', offer: ladder('maker', standing) }];
  const first = commitments(standing, 3).map((each): BookEvent => ({
    kind: 'commit',
    commitment: each,
  }));
  const book = LiveBook.from(OPTIONS, [...offers, ...first]);
  let placed = standing;
  const amendment = (): BookEvent => {
    const id = `c${Math.floor(roll() * standing)}`;
    const limit = Math.floor(roll() * TICKS);
    const max = 1 + Math.floor(roll() * 5);
    const terms = { min: 1, max, limit, taxBps: 0, latestDay: null, variant: 0 };
    return { kind: 'amend', commitment: { id, seq: placed++, ...terms } };
  };
  // Events come in batches, made outside of the time taken. Every other batch has a clock around
  // each update for the spread; the others have none in the loop for the throughput.
  const times = new Float64Array(updates);
  let missing = 0;
  let spentMs = 0;
  for (let done = 0; done < updates; done += BATCH) {
    const [plain, clocked] = [
      Array.from({ length: BATCH }, amendment),
      Array.from({ length: BATCH }, amendment),
    ];
    const started = performance.now();
    for (const event of plain) {
      book.apply(event);
      missing += book.answer().gaps[5].missing;
    }
    spentMs += performance.now() - started;
    clocked.forEach((event, at) => {
      const before = process.hrtime.bigint();
      book.apply(event);
      missing += book.answer().gaps[5].missing;
      times[done + at] = Number(process.hrtime.bigint() - before);
    });
  }
  const perSecond = (updates / spentMs) * 1_000;
  const tail = quantile(times, 0.99) / 1_000;
  const measured = `${Math.round(perSecond).toLocaleString('en')}/s, p99 ${tail.toFixed(1)} µs`;
  const met = perSecond >= 500_000 && tail <= 10 && missing >= 0;
  const what = `live book of ${standing.toLocaleString('en')}, amend + 6 gaps`;
  report(what, measured, '>= 500,000/s, p99 <= 10 µs', met);
}

function benchFamily(): void {
  const [variants, standing, updates] = [20, 20_000, 100_000];
  const roll = dice(4);
  const maker = { ...variantMaker(0, variants, standing * 3, roll), capacity: null };
  const book = new FamilyBook(OPTIONS, [maker], variants);
  const some = commitments(standing, 5).map((each, at) => ({ ...each, variant: at % variants }));
  for (const each of some) book.place(each);
  const changed = Array.from({ length: updates }, () => {
    const each = some[Math.floor(roll() * standing)];
    return { ...each, limit: Math.floor(roll() * TICKS) };
  });
  let total = 0;
  const started = performance.now();
  for (const each of changed) {
    book.place(each);
    total += book.answer()?.total ?? 0;
  }
  const perSecond = (updates / (performance.now() - started)) * 1_000;
  const measured = `${Math.round(perSecond).toLocaleString('en')}/s`;
  report(
    'family of 20 variants, update',
    measured,
    '>= 50,000/s',
    perSecond >= 50_000 && total > 0,
  );
}

async function benchSplit(): Promise<void> {
  const units = 100_000;
  const pool = columnsOf(commitments(units / 3, 6));
  const offers = makers(5, units, 7);
  const split = () => clearSplit(pool, offers, OPTIONS);
  await interleaved([split], 2);
  const [time] = await interleaved([split], 7);
  const wanted = pool.maximums.reduce((sum, each) => sum + each, 0);
  const what = `split 5 makers x 4 tiers, ${wanted.toLocaleString('en')} units`;
  report(what, `${time.toFixed(0)} ms`, '<= 300 ms', time <= 300);
}

async function benchAward(): Promise<void> {
  const times: number[] = [];
  let isProven = true;
  for (let seed = 1; seed <= 5; seed++) {
    const roll = dice(seed);
    const demand = Array.from({ length: 20 }, () => 50 + Math.floor(roll() * 200));
    const units = demand.reduce((sum, each) => sum + each, 0);
    const offers = Array.from({ length: 5 }, (_, at) => variantMaker(at, 20, units, roll));
    const instance: AwardInstance = {
      kind: 'award',
      options: OPTIONS,
      variants: demand.map((_, at) => `v${at}`),
      offers,
      demand,
    };
    const started = performance.now();
    const answer = await clearAward(instance, (model) => solveInWorker(model), {
      alternative: false,
    });
    times.push(performance.now() - started);
    const result = answer.kind === 'award' ? answer.result : { feasible: false as const };
    isProven &&= result.feasible && result.bound === result.cost;
  }
  const worst = Math.max(...times);
  const measured = `worst of 5: ${(worst / 1_000).toFixed(2)} s, ${isProven ? 'all proven' : 'NOT proven'}`;
  report('award 5 x 4 x 20', measured, 'proven in <= 5 s', isProven && worst <= 5_000);
}

/** The same pool without tooling as a program with a binary per commitment and price level. */
async function benchProgram(): Promise<void> {
  for (const count of [1_000, 5_000]) {
    const pool = columns(count, 8);
    const offer: Offer = { ...ladder('maker', count), tooling: 0 };
    const options = { ...OPTIONS, feeBps: 0 };
    await interleaved([() => clearColumns(pool, [offer], options)], 200);
    const [ours] = await interleaved([() => clearColumns(pool, [offer], options)], 201);
    const started = performance.now();
    const solution = await solveWithHighs(commitmentProgram(pool, offer));
    const theirs = performance.now() - started;
    const surplus = clearColumns(pool, [offer], options)?.surplus ?? 0;
    const isSame = solution.kind === 'solved' && Math.abs(-solution.bound - surplus) < 1;
    const ratio = theirs / ours;
    const measured = `${ours.toFixed(3)} ms, highs ${(theirs / 1_000).toFixed(2)} s: ${Math.round(ratio)}x${isSame ? ', same' : ', DIFFERENT'} surplus`;
    report(
      `${count.toLocaleString('en')} commitments as a program`,
      measured,
      '>= 1,000x',
      isSame && ratio >= 1_000,
    );
  }
}

/** Maximise Σ (limit − price_t)·x: x_it ≤ max·y_t, Σ_i x_it ≥ from_t·y_t, one tier at the most. */
function commitmentProgram(pool: CommitmentColumns, offer: Offer): AwardModel {
  const model: AwardModel = { costs: [], uppers: [], rows: [], columns: [] };
  const picks = offer.tiers.map((_, tier) => {
    model.costs.push(0);
    model.uppers.push(1);
    return model.columns.push({ kind: 'tier', offer: 0, tier }) - 1;
  });
  model.rows.push({ lower: -Infinity, upper: 1, columns: picks, values: picks.map(() => 1) });
  offer.tiers.forEach(({ from, price }, tier) => {
    const members: number[] = [];
    for (let at = 0; at < pool.count; at++) {
      if (pool.limits[at] < price) continue;
      model.costs.push(price - pool.limits[at]);
      model.uppers.push(pool.maximums[at]);
      const units = model.columns.push({ kind: 'units', offer: 0, tier, variant: at }) - 1;
      members.push(units);
      model.rows.push({
        lower: -Infinity,
        upper: 0,
        columns: [units, picks[tier]],
        values: [1, -pool.maximums[at]],
      });
    }
    const loads = members.map(() => 1);
    model.rows.push({
      lower: 0,
      upper: Infinity,
      columns: [...members, picks[tier]],
      values: [...loads, -from],
    });
  });
  return model;
}
