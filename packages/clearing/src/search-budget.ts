import { MAX_SEARCH_STEPS } from './bounds.ts';

/** The search for an outcome passed its bound: the instance was made to be slow, and no result is given. */
export class SearchTooLong extends Error {
  readonly reason = 'search-too-long';
  constructor() {
    super(`the search for a feasible quantity passed its bound of ${MAX_SEARCH_STEPS} steps`);
    this.name = 'SearchTooLong';
  }
}

/**
 * Counts the steps of one clearing and stops it past `MAX_SEARCH_STEPS`. It counts, and never looks
 * at a clock: the same instance is refused on every machine, or on none.
 */
export class SearchBudget {
  private left: number;

  /** `most`: steps, each about one commitment looked at. */
  constructor(most = MAX_SEARCH_STEPS) {
    this.left = most;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new SearchTooLong();
  }
}
