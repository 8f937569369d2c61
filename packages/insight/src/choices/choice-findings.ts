import type { Interval } from '../intervals.ts';
import type { NotEstimable as Unsaid } from '../refusal.ts';
import type { Willingness } from './willingness.ts';

export type Coefficient = {
  name: string;
  estimate: number;
  se: number;
  z: number;
  p: number;
  interval: Interval;
  /** Answers of one person allowed to hang together. */
  robustSe?: number;
  /** The model without this term against the model with it. */
  likelihoodRatio?: RatioTest | Unsaid;
};

export type RatioTest = { against: string; chiSquare: number; degrees: number; p: number };
export type SharesByName = Record<string, number>;

/** What a choice model says; the names are those of the printed object. */
export type ChoiceReport = {
  model: 'mnl' | 'rank' | 'mixed';
  coefficients: Coefficient[];
  logLik: number;
  logLikNull: number;
  tasks: number;
  iterations: number;
  shares: SharesByName;
  sharesInterval: Record<string, Interval>;
  sharesAfter?: SharesByName;
  sharesChange?: Record<string, { difference: number; interval: Interval }>;
  willingnessToPay?: Willingness[] | Unsaid;
  choices: number;
  people: number | null;
  likelihoodRatio: RatioTest[];
  rhoSquare: number;
  aic: number;
  bic: number;
  warnings: Warning[];
};

/** Something that a reader of the figures has to know; kinds are fixed. */
export type Warning = Readonly<{
  kind:
    | 'few-choices'
    | 'few-people'
    | 'rarely-chosen'
    | 'nothing-to-choose'
    | 'price-unclear'
    | 'people-answer-alike'
    | 'curvature-flat';
  message: string;
}>;
