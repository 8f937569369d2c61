/** Makes a failing instance smaller, one step at a time, as long as it keeps failing. */
import type { Json } from './public-format.ts';

const MAX_ATTEMPTS = 4000;

export async function shrink(
  failing: Json,
  fails: (candidate: Json) => Promise<boolean>,
): Promise<Json> {
  let smallest = failing;
  let attempts = 0;
  for (let improved = true; improved;) {
    improved = false;
    for (const candidate of simpler(smallest)) {
      if (++attempts > MAX_ATTEMPTS) return smallest;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      improved = true;
      break;
    }
  }
  return smallest;
}

/** The same JSON with one thing less: an element gone, a part null, a number lower. */
function* simpler(value: Json): Generator<Json> {
  if (typeof value === 'number') {
    const lower = [0, 1, Math.floor(value / 2), value - 1];
    yield* new Set(lower.filter((n) => n >= 0 && n < value));
  } else if (Array.isArray(value)) {
    for (const place of value.keys()) yield value.toSpliced(place, 1);
    for (const [place, part] of value.entries()) {
      for (const less of simpler(part)) yield value.with(place, less);
    }
  } else if (value !== null && typeof value === 'object') {
    yield null;
    for (const [key, part] of Object.entries(value)) {
      for (const less of simpler(part)) yield { ...value, [key]: less };
    }
  }
}
