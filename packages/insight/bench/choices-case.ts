import { chanceFrom } from '../src/chance.ts';
import { fitLogit } from '../src/choices/logit-fit.ts';
import { evaluate, logLikelihood } from '../src/choices/logit-likelihood.ts';
import { fitMixed } from '../src/choices/mixed-fit.ts';
import { evaluateMixed, normalDraws, type MixedPlan } from '../src/choices/mixed-likelihood.ts';
import { simulatedChoices } from '../tests/choices/simulated.ts';
import { medianMs, timed, type BenchCase, type BenchRow } from './bench-case.ts';

export const choiceCases: readonly BenchCase[] = [
  { name: 'logit 100000 x 4 x 10', run: benchLogit },
  { name: 'mixed logit 300 people', run: benchMixed },
];

function benchLogit(): BenchRow[] {
  const coefficients = [1, -0.5, 0.3, 0, 0.2, -0.1, 0.4, 0.7, -1, 0.25];
  const making = { tasks: 100_000, alternatives: 4, coefficientsOf: () => coefficients };
  const set = simulatedChoices(making, chanceFrom(1));
  const at = Float64Array.from(coefficients);
  const likelihood = medianMs(() => logLikelihood(set, at));
  const derivatives = medianMs(() => evaluate(set, at));
  const times = Array.from({ length: 5 }, () => timed(() => fitLogit(set)));
  const { ms, value } = times.toSorted((one, other) => one.ms - other.ms)[2];
  const steps = value.kind === 'fit' ? value.iterations : Number.NaN;
  const to = 'one evaluation of the likelihood';
  return [
    { what: to, ms: likelihood, ratio: null },
    {
      what: 'the same with both derivatives',
      ms: derivatives,
      ratio: { to, times: derivatives / likelihood },
    },
    {
      what: 'logit, 100,000 tasks, 4 alternatives, 10 terms',
      ms,
      ratio: { to, times: ms / likelihood },
      note: `${steps} Newton steps (at most 10)`,
    },
  ];
}

function benchMixed(): BenchRow[] {
  const [people, each, draws] = [300, 10, 500];
  const chance = chanceFrom(2);
  const own = Array.from({ length: people }, () => [
    1 + 0.8 * chance.normal(),
    -Math.exp(-0.5 + 0.6 * chance.normal()),
    0.5,
  ]);
  const coefficientsOf = (task: number) => own[Math.floor(task / each)];
  const set = simulatedChoices({ tasks: people * each, alternatives: 3, coefficientsOf }, chance);
  const plan: MixedPlan = {
    set,
    ofPerson: Int32Array.from({ length: people + 1 }, (_, at) => at * each),
    distributions: ['normal', 'minus-log-normal', 'fixed'],
    draws,
    normals: normalDraws(people, draws, { random: 2, chance: chanceFrom(1) }),
  };
  const plain = fitLogit(set);
  if (plain.kind !== 'fit') return [];
  const likelihood = medianMs(
    () => evaluateMixed(plan, Float64Array.from([1, -0.5, 0.5, 0.8, 0.6])),
    3,
  );
  const { ms, value } = timed(() => fitMixed(plan, plain));
  const to = 'one simulated likelihood';
  const note = value ? `${value.iterations} steps, with the Hessian at the end` : 'no maximum';
  return [
    { what: to, ms: likelihood, ratio: null },
    {
      what: `mixed logit, ${people} people, ${people * each} tasks, ${draws} draws`,
      ms,
      ratio: { to, times: ms / likelihood },
      note,
    },
  ];
}
