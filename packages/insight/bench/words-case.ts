import { chanceFrom, type Chance } from '../src/chance.ts';
import { corpusOf } from '../src/words/corpus.ts';
import { keyWords } from '../src/words/keyness.ts';
import { nearDuplicates } from '../src/words/near-duplicates.ts';
import { nonNegativeFactors } from '../src/words/non-negative-factors.ts';
import { tfIdf } from '../src/words/tf-idf.ts';
import { findTopics } from '../src/words/topics.ts';
import { burstsOfEvents } from '../src/bursts/bursts-of-events.ts';
import { timed, type BenchCase, type BenchRow } from './bench-case.ts';

const TEXTS = 50_000;
const TOPICS = 12;
const WORDS_OF_TOPIC = 60;
const OTHER_WORDS = 20_000;
const GROUPS = 5;

/** A word of letters for a number, so that nothing takes it for a stop word. */
function word(number: number): string {
  let rest = number + 676;
  let text = '';
  while (rest > 0) {
    text += String.fromCharCode(97 + (rest % 26)) + 'aeiou'[rest % 5];
    rest = Math.floor(rest / 26);
  }
  return text;
}

/** Texts of 8 to 40 words: half of a text's own topic, half of all others, both as skewed as words are. */
function inventTexts(chance: Chance) {
  return Array.from({ length: TEXTS }, (_, at) => {
    const topic = chance.below(TOPICS);
    const words = Array.from({ length: 8 + chance.below(33) }, () => {
      const skewed = chance.uniform() ** 3;
      const own = topic * WORDS_OF_TOPIC + Math.floor(skewed * WORDS_OF_TOPIC);
      const other = TOPICS * WORDS_OF_TOPIC + Math.floor(skewed * OTHER_WORDS);
      return word(chance.uniform() < 0.5 ? own : other);
    });
    const group = `g${chance.below(GROUPS)}`;
    return { id: `t${at}`, text: words.join(' '), language: 'en' as const, group };
  });
}

function run(): BenchRow[] {
  const texts = inventTexts(chanceFrom(1));
  const read = timed(() => corpusOf(texts, { minTexts: 2, maxShare: 0.5, mostTerms: 5_000 }));
  const corpus = read.value;
  const matrix = {
    ...corpus,
    rows: corpus.ids.length,
    width: corpus.terms.length,
    values: tfIdf(corpus),
  };
  const options = { rank: TOPICS, chance: chanceFrom(2), mostRounds: 1, tolerance: 0 };
  const once = timed(() => nonNegativeFactors(matrix, options));
  const found = timed(() => findTopics(texts, { seed: 1 }));
  const count = found.value.kind === 'topics' ? found.value.topics.length : 0;
  const key = timed(() => keyWords(texts));
  const near = timed(() => nearDuplicates(texts));
  const to = 'one round over all texts';
  const ratio = (ms: number) => ({ to, times: ms / once.ms });
  return [
    {
      what: `reading ${TEXTS} texts into counts`,
      ms: read.ms,
      ratio: ratio(read.ms),
      note: `${corpus.columns.length} counts of ${corpus.terms.length} stems`,
    },
    {
      what: `topics, their number chosen, 20 runs`,
      ms: found.ms,
      ratio: ratio(found.ms),
      note: `${count} of ${TOPICS} planted`,
    },
    { what: `keyness of ${GROUPS} groups`, ms: key.ms, ratio: ratio(key.ms) },
    { what: 'near duplicates', ms: near.ms, ratio: ratio(near.ms), note: `${near.value.length}` },
  ];
}

export const words: BenchCase = { name: 'words', run };

export const bursts: BenchCase = {
  name: 'bursts',
  run: () => {
    const chance = chanceFrom(3);
    let now = 0;
    const times = Array.from({ length: 1_000_000 }, () => (now += -Math.log(1 - chance.uniform())));
    const sorted = timed(() => Float64Array.from(times).sort());
    const { ms } = timed(() => burstsOfEvents(times));
    return [
      {
        what: 'bursts in 1,000,000 events',
        ms,
        ratio: { to: 'sorting the times', times: ms / sorted.ms },
      },
    ];
  },
};
