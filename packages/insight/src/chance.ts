/** Chance from a seed: the same seed and stream give the same numbers on every machine. */
export interface Chance {
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A whole number in 0 .. count - 1; `count` is 1 .. 2^32. */
  below(count: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
}

const TWO_32 = 2 ** 32;

/**
 * The generator xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), its
 * state filled by splitmix32 steps. `seed` is any whole number in 0 .. 2^53 - 1; `stream` gives independent sequences for one seed,
 * so that the work of one start or one resample does not depend on how many went before.
 */
export function chanceFrom(seed: number, stream = 0): Chance {
  const next = generator(seed, stream);
  const uniform = (): number => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 2 ** 53;
  return {
    uniform,
    below: (count) => Math.floor(uniform() * count),
    normal: polarMethod(uniform),
  };
}

function generator(seed: number, stream: number): () => number {
  const words = [seed >>> 0, Math.floor(seed / TWO_32) >>> 0, stream >>> 0, 0x9e3779b9];
  let mixed = 0;
  const filled = [0, 1, 2, 3].map(() => {
    for (const word of words) mixed = mix((mixed ^ word) >>> 0);
    return mixed;
  });
  let [s0, s1, s2, s3] = filled;
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 11);
    return scrambled;
  };
}

function mix(word: number): number {
  let mixed = (word + 0x9e3779b9) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Marsaglia's polar method (Marsaglia and Bray, SIAM Review 6, 1964): two draws at a time, one of them kept. */
function polarMethod(uniform: () => number): () => number {
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const draw = kept;
      kept = null;
      return draw;
    }
    for (;;) {
      const across = 2 * uniform() - 1;
      const up = 2 * uniform() - 1;
      const square = across * across + up * up;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      kept = up * scale;
      return across * scale;
    }
  };
}

/** The list in an order of chance, each order equally likely; the list given is left alone. */
export function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const keyed = list.map((item) => ({ item, key: chance.uniform() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}
