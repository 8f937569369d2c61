import { compare } from '../order.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import { isStopWord, languageOf, stemOf, type Language } from './languages.ts';
import type { TextItem } from './texts.ts';
import { tokensOf } from './tokens.ts';

export interface Wish {
  /** The wished thing as most people wrote it. */
  readonly thing: string;
  readonly texts: readonly string[];
  /** The share of all texts that wish for it. */
  readonly share: number;
  readonly interval: Interval;
  /** What was written around it, up to three times. */
  readonly quotes: readonly string[];
}

export interface Wishes {
  /** Most frequent first. */
  readonly wishes: readonly Wish[];
  /** Texts that wish for something. */
  readonly wishing: number;
  readonly texts: number;
}

/** A phrase before or after which the wished thing stands; `(.+)` is the thing, up to the end of its clause. */
const PATTERNS: Readonly<Record<'en' | 'de', readonly RegExp[]>> = {
  en: [
    /\b(?:i|we)(?:'d| would)? (?:really |do |just )?wish(?:es|ed)? (?:that )?(?:it|this|that|they|there|you|the \S+) (?:also |only |still )?(?:had|has|have|came with|included|was|were|offered|supported|could have) (.+)/,
    /\b(?:wish|hoping|hope) for (.+)/,
    /\bif only (?:it|this|they|there|the \S+) (?:also )?(?:had|has|was|were|came with|included) (.+)/,
    /\b(?:i|we)(?:'d| would) (?:really |also )?(?:love|like|prefer|appreciate) (?:to (?:see|have|get) |it (?:with|if (?:it|there) (?:had|was|were)) |if (?:it|there|you) (?:had|was|were|added|offered) )?(.+)/,
    /\b(?:it )?(?:would|could) be (?:so |really |even )?(?:nice|great|good|cool|perfect|better|awesome|lovely|useful|helpful) (?:to (?:have|see|get) |with |if (?:it|there|you|they) (?:also )?(?:had|was|were|came with|included|could have|added|offered) )(.+)/,
    /\b(?:it|this|they|there|the \S+) should (?:also |really )?(?:have|be|come with|include|offer) (.+)/,
    /\b(?:it|this|the \S+) (?:really |still |just |also )?(?:needs|lacks|is missing|is lacking) (.+)/,
    /\b(?:i|we) (?:really |still )?(?:miss|need|want) (.+)/,
    /\b(?:please|pls|can you|could you) (?:please )?(?:add|include|offer|make it with|give us) (.+)/,
    /\bwhy (?:is there|isn't there|does it have|doesn't it have|not)(?: no| any)? (.+)/,
    /\btoo bad (?:there is|there's|it has) no (.+)/,
  ],
  de: [
    /\b(?:ich |wir )?(?:wünsche|wünschte|wünschen|wünschten) (?:ich |wir )?(?:mir |uns )?(?:sehr |noch |nur |auch )?(.+)/,
    /\b(?:ich |wir )?(?:hätte|hätten) (?:ich |wir )?(?:sehr |auch |noch |lieber |mir )?(?:gerne?|lieber) (?:noch |auch )?(.+)/,
    /\b(?:wäre|fände) (?:ich )?(?:es )?(?:echt |sehr |noch |auch )?(?:schön|toll|super|klasse|prima|gut|cool|besser|hilfreich|praktisch|perfekt),? (?:wenn (?:es|er|sie|man|ihr|da|der \S+|die \S+|das \S+) (?:auch |noch )?)(.+)/,
    /\b(?:mir|uns|es|da|ihm|ihr) fehl(?:t|en) (?:mir |uns |noch |leider |nur |einfach |auch )*(.+)/,
    /\b(?:ich|wir) vermiss(?:e|en) (?:noch |leider |auch )?(.+)/,
    /\b(?:ich|wir) brauch(?:e|en) (?:noch |unbedingt |auch )?(.+)/,
    /\b(?:er|sie|es|der \S+|die \S+|das \S+) (?:sollte|müsste|bräuchte) (?:unbedingt |noch |auch )?(.+)/,
    /\b(?:bitte|könntet ihr|könnt ihr|kann man) (?:noch |auch )?(?:mit )?(.+?) (?:hinzufügen|ergänzen|anbieten|einbauen|dazu)\b/,
    /\b(?:schade),? dass (?:es |er |sie |da )?(?:keine?n?|kein) (.+)/,
    /\bwarum (?:gibt es|hat er|hat sie|hat es|ist da) keine?n? (.+)/,
    /\b(?:ein|eine|einen|mehr) (.+?) (?:wäre|wären|fände ich) (?:echt |sehr |noch |auch )?(?:schön|toll|super|klasse|prima|gut|cool|hilfreich|praktisch|perfekt)\b/,
  ],
};
/** Where the wished thing ends: at the next clause. */
const CLAUSE_END =
  /\b(?:but|because|so that|so|when|which|instead|since|and (?:i|it|the)|aber|weil|damit|sondern|statt|denn|und (?:ich|es|der|die|das))\b/;
const NOTHING = /^(?:nothing|not|nichts|nicht|no|kein|keine|keinen|never|nie)\b/;
const DENIED = /\b(?:don't|do not|doesn't|does not|didn't|never|nicht|nie|nichts)$/;
const SENTENCE_END = /[.!?;:\n()]+/;
const LIGHT = {
  en: new Set(
    'a an the some any more bit little have has had with it to one also another option version please maybe could would be see get'.split(
      ' ',
    ),
  ),
  de: new Set(
    'ein eine einen einem einer mehr noch auch der die das dem den hätte hätten haben habe gäbe geben könnte könnten man wäre sein bitte gern gerne etwas bisschen dazu dabei mit'.split(
      ' ',
    ),
  ),
} as const;
const AND = /,|[&+]|\b(?:and|or|und|oder|sowie)\b/;
const MOST_WORDS = 4;
const MOST_THINGS = 3;
/** Patterns look ahead; a sentence without an end must not make them slow. */
const LONGEST_SENTENCE = 300;

/**
 * What people wish a thing had, by patterns of English and German («wish it had …», «mir fehlt …»):
 * takes texts with distinct ids; gives the wished things by the stems of their words, each counted once
 * a text, with its share and Wilson's interval. Texts in other languages hold no wishes for it.
 * Patterns miss what is put otherwise: a share is a lower bound of how many wish for the thing.
 */
export function wishesIn(items: readonly TextItem[]): Wishes {
  const things = new Map<string, { written: string[]; ids: Set<string>; quotes: string[] }>();
  const wishing = new Set<string>();
  let texts = 0;
  for (const { id, text, language } of items.toSorted((a, b) => compare(a.id, b.id))) {
    if (tokensOf(text).length === 0) continue;
    texts += 1;
    for (const found of wishedIn(text, language)) {
      const thing = things.get(found.key) ?? { written: [], ids: new Set(), quotes: [] };
      thing.written.push(found.thing);
      if (!thing.ids.has(id) && thing.quotes.length < 3) thing.quotes.push(found.quote);
      thing.ids.add(id);
      things.set(found.key, thing);
      wishing.add(id);
    }
  }
  const wishes = [...things.values()].map(({ written, ids, quotes }) => ({
    thing: mostWritten(written),
    texts: [...ids],
    share: ids.size / texts,
    interval: wilsonInterval(ids.size, texts),
    quotes,
  }));
  wishes.sort((a, b) => b.texts.length - a.texts.length || compare(a.thing, b.thing));
  return { wishes, wishing: wishing.size, texts };
}

interface FoundWish {
  readonly key: string;
  readonly thing: string;
  readonly quote: string;
}

function wishedIn(text: string, told: Language | undefined): FoundWish[] {
  const language = told ?? languageOf(tokensOf(text));
  if (language === 'other') return [];
  const tried = language === 'undecided' ? (['en', 'de'] as const) : [language];
  const plain = text.normalize('NFC').replaceAll(/[‘’ʼ]/g, "'").toLowerCase();
  return plain.split(SENTENCE_END).flatMap((sentence) => {
    const quote = sentence.slice(0, LONGEST_SENTENCE).trim().replaceAll(/\s+/g, ' ');
    const found = tried.map((own) => firstWish(quote, own));
    return found.find((wishes) => wishes.length > 0) ?? [];
  });
}

function firstWish(sentence: string, language: 'en' | 'de'): FoundWish[] {
  for (const pattern of PATTERNS[language]) {
    const found = pattern.exec(sentence);
    if (found === null || DENIED.test(sentence.slice(0, found.index).trim())) continue;
    const rest = found[1].split(CLAUSE_END)[0].trim();
    if (NOTHING.test(rest)) continue;
    const things = rest.split(AND).slice(0, MOST_THINGS);
    const wishes = things.flatMap((thing) => wishOf(thing, sentence, language));
    if (wishes.length > 0) return wishes;
  }
  return [];
}

function wishOf(part: string, quote: string, language: 'en' | 'de'): FoundWish[] {
  const words = tokensOf(part)
    .filter((token) => !LIGHT[language].has(token) && !isStopWord(token, language))
    .slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const key = words
    .map((word) => stemOf(word, language))
    .sort()
    .join(' ');
  return [{ key, thing: words.join(' '), quote }];
}

function mostWritten(written: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const form of written) counts.set(form, (counts.get(form) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b))[0][0];
}
