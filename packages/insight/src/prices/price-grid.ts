import type { FourPrices } from './price-questions.ts';

/** Every price that anybody named, upward, and for each question the place of each answer's price among them. */
export type PriceGrid = Readonly<{
  prices: Float64Array;
  answers: number;
  places: Readonly<Record<keyof FourPrices, Int32Array>>;
}>;

/** The grid of some answers. */
export function priceGrid(answers: readonly FourPrices[]): PriceGrid {
  const prices = Float64Array.from(
    new Set(
      answers.flatMap(({ tooCheap, cheap, expensive, tooExpensive }) => [
        tooCheap,
        cheap,
        expensive,
        tooExpensive,
      ]),
    ),
  ).sort();
  const placeOf = new Map([...prices].map((price, at) => [price, at]));
  const places = (of: (answer: FourPrices) => number) =>
    Int32Array.from(answers, (answer) => placeOf.get(of(answer)) ?? 0);
  return {
    prices,
    answers: answers.length,
    places: {
      tooCheap: places(({ tooCheap }) => tooCheap),
      cheap: places(({ cheap }) => cheap),
      expensive: places(({ expensive }) => expensive),
      tooExpensive: places(({ tooExpensive }) => tooExpensive),
    },
  };
}
