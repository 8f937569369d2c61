export interface Cluster {
  readonly count: number;
  readonly of: number;
}

/** What a share needs to know of all clusters, those without a case included. */
export interface ClusterSizes {
  readonly clusters: number;
  readonly of: number;
  readonly squares: number;
}

export interface ClusteredShare {
  readonly count: number;
  readonly of: number;
  /** The variance of the logarithm of the share. */
  readonly relativeVariance: number;
}

/** Sums up the sizes of all clusters, each above 0. */
export function clusterSizes(sizes: readonly number[]): ClusterSizes {
  let of = 0;
  let squares = 0;
  for (const size of sizes) {
    of += size;
    squares += size * size;
  }
  return { clusters: sizes.length, of, squares };
}

/**
 * A share counted over clusters (the words of a text, the designs of a person) with the variance of
 * its logarithm when whole clusters were drawn: the linearised ratio estimator (Cochran 1977,
 * Sampling Techniques, chapters 2 and 6), or that of the number of clusters with a case where it
 * is larger, so that a handful of clusters is not mistaken for certainty. A count of 0 is read as one half.
 *
 * Takes the clusters that hold at least one case, and the sizes of all clusters.
 */
export function clusteredShare(holding: readonly Cluster[], all: ClusterSizes): ClusteredShare {
  const { of, clusters } = all;
  const count = holding.reduce((total, cluster) => total + cluster.count, 0);
  const seen = holding.length || 0.5;
  const binomial = 1 / seen - 1 / Math.max(clusters, seen);
  if (clusters < 2 || count === 0) return { count, of, relativeVariance: binomial };
  const share = count / of;
  let squares = share ** 2 * all.squares;
  for (const { count: own, of: size } of holding)
    squares += (own - share * size) ** 2 - (share * size) ** 2;
  const clustered = ((squares / count ** 2) * clusters) / (clusters - 1);
  return { count, of, relativeVariance: Math.max(binomial, clustered) };
}
