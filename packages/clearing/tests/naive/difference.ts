/** Holds the engine to the naive clearing: one instance in, what differs out. */
import { clearAsEngine, type EngineAnswer } from './engine.ts';
import { diceFrom } from './dice.ts';
import { canMake, clearNaively, total, variantCost } from './naive.ts';
import { withBigInts } from './public-format.ts';
import type * as format from './public-format.ts';
import { shrink } from './shrink.ts';

export interface Difference {
  what: string;
  expected: format.Json;
  actual: format.Json;
}

/** Undefined when the engine agrees, whatever order the input stands in. */
export async function differenceOf(instance: format.Instance): Promise<Difference | undefined> {
  const expected = clearNaively(instance);
  const answer = await clearAsEngine(instance);
  const found = compare(instance, expected, answer);
  if (found) return found;
  const mixed = permuted(instance);
  const again = compare(mixed, expected, await clearAsEngine(mixed));
  if (again) return { ...again, what: `${again.what} after the input was permuted` };
  return undefined;
}

/** The failing instance made small, with what differs about it, ready to print. */
export async function smallestFailure(instance: format.Instance): Promise<string> {
  const stillFails = async (candidate: format.Json): Promise<boolean> => {
    const shape = asInstance(candidate);
    if (!shape || (await clearAsEngine(shape)).kind === 'refused') return false;
    return (await differenceUnlessBroken(shape)) !== undefined;
  };
  const refusedFirst = (await clearAsEngine(instance)).kind === 'refused';
  const start: format.Json = JSON.parse(JSON.stringify(instance));
  const smallest = refusedFirst ? start : await shrink(start, stillFails);
  const shape = asInstance(smallest);
  const found = shape && (await differenceUnlessBroken(shape));
  return JSON.stringify({ instance: smallest, ...found }, null, 1);
}

function asInstance(value: format.Json): format.Instance | undefined {
  return isInstance(value) ? value : undefined;
}

/** Only the outline: what is inside, the engine's own parser judges. */
const isInstance = (value: unknown): value is format.Instance =>
  typeof value === 'object' && value !== null && 'kind' in value && 'offers' in value;

/** A candidate that the naive clearing cannot read is no smaller failure. */
async function differenceUnlessBroken(instance: format.Instance): Promise<Difference | undefined> {
  try {
    clearNaively(instance);
  } catch {
    return undefined;
  }
  return differenceOf(instance);
}

function compare(
  instance: format.Instance,
  expected: format.Json,
  answer: EngineAnswer,
): Difference | undefined {
  if (answer.kind !== 'result') {
    return { what: `the engine says ${answer.kind}`, expected, actual: answer.reason };
  }
  const actual: format.Json = answer.result;
  const wrongPlan = instance.kind === 'award' ? planFault(instance, actual) : undefined;
  if (wrongPlan) return { what: wrongPlan, expected, actual };
  const shown = instance.kind === 'award' ? withoutPlan(actual) : actual;
  if (canonical(shown) === canonical(expected)) return undefined;
  return { what: 'the results differ', expected, actual };
}

const isObject = (value: format.Json | undefined): value is { [key: string]: format.Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutPlan(result: format.Json): format.Json {
  if (!isObject(result)) return result;
  return Object.fromEntries(Object.entries(result).filter(([key]) => key !== 'plan'));
}

/** Several plans may cost the same, so a plan is not compared but bought: it must serve and add up. */
function planFault(
  instance: format.AwardInstance<number>,
  result: format.Json,
): string | undefined {
  if (!isObject(result) || result['feasible'] !== true) return undefined;
  const { plan, cost } = result;
  if (!isObject(plan)) return 'the award has no plan';
  const exact = withBigInts(instance);
  if (exact.kind !== 'award') return 'the award is no award';
  const { variants, offers, demand, options } = exact;
  const bought = offers.map(({ id }) => {
    const units = plan[id];
    return variants.map((variant) => BigInt(isObject(units) ? Number(units[variant] ?? 0) : 0));
  });
  const makers = bought.filter((units) => total(units) > 0n).length;
  if (Object.keys(plan).length !== makers) return 'the plan names a maker without units';
  if (options.maxSuppliers !== undefined && makers > options.maxSuppliers) return 'too many makers';
  if (!offers.every((offer, n) => canMake(offer, variants, bought[n]!))) return 'terms are broken';
  const isServed = variants.every(
    (variant, v) => total(bought.map((units) => units[v]!)) === demand[variant],
  );
  if (!isServed) return 'the plan does not serve the demand';
  const paid = total(bought.map((units, n) => variantCost(offers[n]!, variants, units)));
  return paid === BigInt(Number(cost)) ? undefined : `the plan costs ${paid}`;
}

/** The same text for the same value: keys sorted at every depth. */
export function canonical(value: format.Json): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The same pool with its lists and keys in another order. */
export function permuted<T extends format.Instance>(instance: T): T {
  const dice = diceFrom(canonical(JSON.parse(JSON.stringify(instance))).length);
  const mixed = {
    ...instance,
    offers: dice.shuffle<format.Json>(JSON.parse(JSON.stringify(instance.offers))),
  };
  const more = {
    ...('commitments' in instance && { commitments: dice.shuffle(instance.commitments) }),
    ...('variants' in instance && { variants: dice.shuffle(instance.variants) }),
  };
  return JSON.parse(
    JSON.stringify({ ...mixed, ...more }, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(dice.shuffle(Object.entries(part)))
        : part,
    ),
  );
}
