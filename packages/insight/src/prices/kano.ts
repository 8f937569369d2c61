import { nameIn, quoted } from '../cells.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import { compare } from '../order.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';

/** Must-be, one-dimensional, attractive, indifferent, reverse, questionable: in the order in which ties are broken. */
export const KINDS = ['M', 'O', 'A', 'I', 'R', 'Q'] as const;
export type Kind = (typeof KINDS)[number];

/** How one would feel about it, from best to worst: 1 to 5 in tables. */
const ANSWERS = ['like', 'must', 'neutral', 'live', 'dislike'] as const;
type Feeling = (typeof ANSWERS)[number];
const OTHER_WORDS: Readonly<Record<string, Feeling>> = {
  'must-be': 'must',
  expect: 'must',
  'live-with': 'live',
  tolerate: 'live',
};

export type FeatureFinding = {
  feature: string;
  answers: number;
  counts: Record<Kind, number>;
  /** The most frequent kind; ties go to M, then O, A, I. */
  kind: Kind;
  isTie: boolean;
  /** Fong's test: whether the most frequent kind is clear of the next one. */
  isClear: boolean;
  second: Kind;
  /** (A + O)/(A + O + M + I): what having it adds; null where nobody is of these kinds. */
  better: number | null;
  betterInterval: Interval | null;
  /** −(O + M)/(A + O + M + I): what missing it costs. */
  worse: number | null;
  worseInterval: Interval | null;
};

export type KanoReport = { people: number | null; features: FeatureFinding[] };

export const KANO_COLUMNS = ['feature', 'functional', 'dysfunctional'] as const;

/** Fong 1996: the 90 % point of the normal distribution as he rounds it. */
const FONG = 1.65;

/** Takes the records of a Kano questionnaire one by one. */
export class KanoReader {
  readonly #features = new Map<string, Map<Kind, number>>();
  readonly #people = new Set<string>();
  readonly #seen = new Set<string>();

  /** Takes the cells of {@link KANO_COLUMNS}, then of `person` (may be empty). Feelings are words or 1 (like) to 5 (dislike). */
  take(cells: readonly string[], row: number): Refusal | null {
    const feature = nameIn({ text: cells[0], row, column: 'feature' });
    if (typeof feature === 'object') return feature;
    const having = feelingIn({ text: cells[1], row, column: 'functional' });
    if (typeof having === 'object') return having;
    const missing = feelingIn({ text: cells[2], row, column: 'dysfunctional' });
    if (typeof missing === 'object') return missing;
    const person = cells[3].trim();
    if (person !== '') {
      const key = JSON.stringify([person, feature]);
      if (this.#seen.has(key))
        return refuseCell(
          { row, column: 'person' },
          'duplicate',
          `${quoted(person)} answered on ${quoted(feature)} twice`,
        );
      this.#seen.add(key);
      this.#people.add(person);
    }
    const counts = this.#features.get(feature) ?? new Map<Kind, number>();
    this.#features.set(feature, counts);
    const kind = kindOf(having, missing);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return null;
  }

  /** Features by name. Refuses an empty table. */
  finish(): KanoReport | Refusal {
    if (this.#features.size === 0) return refuse('empty', 'there are no answers in the table');
    const features = [...this.#features].sort(([one], [other]) => compare(one, other));
    return {
      people: this.#people.size || null,
      features: features.map(([feature, counts]) =>
        findingOf(
          feature,
          countsOf((kind) => counts.get(kind) ?? 0),
        ),
      ),
    };
  }
}

function feelingIn(cell: { text: string; row: number; column: string }): Feeling | Refusal {
  const text = cell.text.trim().toLowerCase();
  const found =
    ANSWERS.find((word, at) => word === text || String(at + 1) === text) ?? OTHER_WORDS[text];
  if (found !== undefined) return found;
  const message = `${quoted(cell.text)} is none of ${ANSWERS.join(', ')} (or 1 to 5)`;
  return refuseCell(cell, text === '' ? 'missing-value' : 'unknown-choice', message);
}

/** The table of evaluation (Kano et al. 1984, as printed by Berger et al. 1993): the feeling with it against the feeling without it. */
export function kindOf(having: Feeling, missing: Feeling): Kind {
  if (having === missing && (having === 'like' || having === 'dislike')) return 'Q';
  if (having === 'like') return missing === 'dislike' ? 'O' : 'A';
  if (missing === 'dislike' && having !== 'dislike') return 'M';
  return having === 'dislike' || missing === 'like' ? 'R' : 'I';
}

function countsOf(count: (kind: Kind) => number): Record<Kind, number> {
  return {
    M: count('M'),
    O: count('O'),
    A: count('A'),
    I: count('I'),
    R: count('R'),
    Q: count('Q'),
  };
}

/**
 * The kind by frequency with the rule M > O > A > I for ties; Better and Worse (Berger et al. 1993) with Wilson's intervals; and Fong's test
 * (1996): the first kind with a answers is clear of the second with b when |a − b| ≥ 1.65 √((a + b)(2n − a − b)/2n).
 */
export function findingOf(feature: string, counts: Record<Kind, number>): FeatureFinding {
  const answers = KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  // Sorting is stable: equal counts keep the order in which ties are broken.
  const [kind, second] = [...KINDS].sort((one, other) => counts[other] - counts[one]);
  const [a, b] = [counts[kind], counts[second]];
  const telling = counts.A + counts.O + counts.M + counts.I;
  const [gains, losses] = [counts.A + counts.O, counts.O + counts.M];
  const [low, high] = wilsonInterval(losses, telling);
  return {
    feature,
    answers,
    counts,
    kind,
    isTie: a === b,
    isClear: a - b >= FONG * Math.sqrt(((a + b) * (2 * answers - a - b)) / (2 * answers)),
    second,
    better: telling > 0 ? gains / telling : null,
    betterInterval: telling > 0 ? wilsonInterval(gains, telling) : null,
    worse: telling > 0 ? -losses / telling : null,
    worseInterval: telling > 0 ? [-high, -low] : null,
  };
}
