import type { Corpus } from './corpus.ts';

/**
 * The tf-idf weight of every entry of a corpus, rows of length 1: count times
 * ln((1 + texts) / (1 + texts with the term)) + 1, divided by the Euclidean length of the row.
 *
 * Takes a corpus; gives the weights in the order of its entries. The smoothed form is the one of
 * scikit-learn (user guide, "Text feature extraction"); Salton & Buckley 1988 compare the forms.
 */
export function tfIdf(corpus: Corpus): Float64Array {
  const { starts, columns, counts, textsWith } = corpus;
  const texts = corpus.ids.length;
  const idf = Float64Array.from(textsWith, (count) => Math.log((1 + texts) / (1 + count)) + 1);
  const weights = new Float64Array(counts.length);
  for (let row = 0; row < texts; row += 1) {
    let squares = 0;
    for (let entry = starts[row]; entry < starts[row + 1]; entry += 1) {
      weights[entry] = counts[entry] * idf[columns[entry]];
      squares += weights[entry] ** 2;
    }
    const length = Math.sqrt(squares);
    for (let entry = starts[row]; entry < starts[row + 1]; entry += 1) weights[entry] /= length;
  }
  return weights;
}
