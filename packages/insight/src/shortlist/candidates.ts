import { z } from 'zod';
import { parseJsonText } from '../json-text.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** The parts of a score, in the order in which they are printed. */
export const PARTS = ['preference', 'demand', 'momentum', 'feasibility', 'cost'] as const;
export type Part = (typeof PARTS)[number];

const MOST_CANDIDATES = 1_000;
const MOST_LIMITS = 1_000_000;
const name = z.string().trim().min(1).max(200);
const count = z.int().min(0).max(1e12);
const amount = z.number().min(0).max(1e12);
const positive = z.number().min(1e-6).max(1e12);
const share = z.number().min(0).max(1);
const interval = z
  .tuple([amount, amount])
  .refine(([low, high]) => low <= high, { message: 'the lower end comes first' });
/** So many of so many, or a share that some other method estimated, with its 95 % interval. */
const estimate = z.union([
  z.strictObject({ count, of: count }).refine((one) => one.of > 0 && one.count <= one.of, {
    message: 'count is at most of, and of is above 0',
  }),
  z
    .strictObject({ share, interval: z.tuple([share, share]) })
    .refine((one) => one.interval[0] <= one.share && one.share <= one.interval[1], {
      message: 'the share lies within its interval',
    }),
]);
const wanting = z.strictObject({ limit: amount, quantity: count.default(1) });

const candidate = z.strictObject({
  id: name,
  title: z.string().max(500).optional(),
  /** The price of one unit that demand and cost are told at. */
  price: positive.optional(),
  /** The share of people who would choose it among these. */
  preference: estimate.optional(),
  demand: z
    .strictObject({
      /** Binding: what people have committed to, each with the highest price per unit they accept. */
      commitments: z.array(wanting).max(MOST_LIMITS).default([]),
      /** Not binding: «me too» with a price people say they would pay. */
      meToos: z.array(wanting).max(MOST_LIMITS).default([]),
      /** The share of those me-toos that become orders, where the host knows it from earlier pools. */
      meTooRate: z.strictObject({ share, interval: z.tuple([share, share]) }).optional(),
      /** How many units make it worth making. */
      target: positive,
    })
    .optional(),
  /** Signs of interest in a recent stretch and in the one before it. */
  momentum: z
    .strictObject({
      recent: count,
      recentDays: positive,
      before: count,
      beforeDays: positive,
    })
    .optional(),
  /** The chance that it can be made as drawn: checks passed, or an estimate. */
  feasibility: estimate.optional(),
  /** What one unit costs to make and deliver, in the unit of the price. */
  cost: z.strictObject({ unit: amount, interval }).optional(),
});

const weight = z.number().min(0).max(1e6);
const shortlist = z.strictObject({
  candidates: z.array(candidate).min(1).max(MOST_CANDIDATES),
  weights: z
    .strictObject({
      preference: weight.default(0),
      demand: weight.default(0),
      momentum: weight.default(0),
      feasibility: weight.default(0),
      cost: weight.default(0),
    })
    .optional(),
});

export type Candidate = z.infer<typeof candidate>;
export type Estimate = z.infer<typeof estimate>;
export type Weights = Readonly<Record<Part, number>>;

export interface ShortlistInput {
  readonly candidates: readonly Candidate[];
  /** They sum up to 1. */
  readonly weights: Weights;
}

const EQUAL: Weights = { preference: 1, demand: 1, momentum: 1, feasibility: 1, cost: 1 };

/**
 * Candidates and weights from JSON text; all five parts weigh the same unless said, and a part that is
 * not named among given weights weighs nothing. Refuses `bad-spec` with the place, `duplicate` for two
 * candidates of one id, and `contradiction` when no weight is above 0.
 */
export function parseShortlist(text: string): ShortlistInput | Refusal {
  const read = parseJsonText(text, shortlist);
  if ('kind' in read) return read;
  const ids = read.candidates.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return refuse('duplicate', `two candidates have the id "${twice}"`);
  const given = read.weights ?? EQUAL;
  const total = PARTS.reduce((sum, part) => sum + given[part], 0);
  if (!(total > 0)) return refuse('contradiction', 'weights: no part has a weight above 0');
  const [preference, demand, momentum, feasibility, cost] = PARTS.map(
    (part) => given[part] / total,
  );
  return {
    candidates: read.candidates,
    weights: { preference, demand, momentum, feasibility, cost },
  };
}
