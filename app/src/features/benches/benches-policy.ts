import { members, ownOrHosts, type PolicyTable } from '#server/policy.ts';

/** Who may do what on a bench, where several work on one design. */
export const benchesPolicy = {
  'bench.open': members,
  /** Its owner, whoever was let in, and every member while it is open by its link; hosts are no exception. */
  'bench.work': { ...ownOrHosts, host: 'own' },
  /** Its owner alone says who may work on it. */
  'bench.share': { ...ownOrHosts, host: 'own' },
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/designs/bench/[bench]': 'bench.work',
} satisfies Record<string, keyof typeof benchesPolicy>;
