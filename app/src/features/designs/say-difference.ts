import { compareDesigns, type Difference, type SettingChange } from '@muster/kit/compare';
import type { CompiledKit } from '@muster/kit/compiled-shapes';
import type { Evaluation } from '@muster/kit/evaluate';
import type { DesignNode } from '@muster/kit/design';
import { saySetting, wordIn } from '@muster/kit/say';
import { money } from '#ui/words/money.ts';
import { fill } from '#ui/words/words.ts';
import type { messages } from './messages/en.ts';

export type DifferenceWords = (typeof messages)['difference'];

/** A design with what it came to and what one costs. */
type Costed = { root: DesignNode; evaluation: Evaluation; unitMinor: number };
type Saying = { words: DifferenceWords; locale: string; currency: string };

/** Sentences that are worth reading; what is left is counted in the last one. */
const MOST_SENTENCES = 8;

/** How the second of two designs differs from the first, such as «Shelf: 2 more», «Depth 300 mm → 350 mm», «+14.00». */
export function sayDifference(
  compiled: CompiledKit,
  [before, after]: readonly [Costed, Costed],
  saying: Saying,
): string[] {
  const { words, locale, currency } = saying;
  const difference = compareDesigns(compiled, before, after);
  const sentences = [
    ...sayNodes(compiled, difference, saying),
    ...sayParts(difference, saying),
    ...saySettings(compiled, difference, after.evaluation, saying),
  ];
  const said = sentences.slice(0, MOST_SENTENCES);
  const left = sentences.length - said.length;
  if (left > 0) said.push(fill(words.further, { count: left }));
  const more = after.unitMinor - before.unitMinor;
  if (more !== 0) {
    const amount = money(locale, currency, Math.abs(more));
    said.push(fill(more > 0 ? words.dearer : words.cheaper, { amount }));
  }
  return said.length > 0 ? said : [words.same];
}

function sayNodes({ types }: CompiledKit, { added, removed }: Difference, saying: Saying) {
  const { words, locale } = saying;
  const say = (list: Difference['added'], sentence: string) =>
    [...Map.groupBy(list, ({ type }) => type)].map(([type, some]) => {
      const name = wordIn(types.get(type)?.type.name ?? { en: type }, locale);
      return fill(sentence, { name, count: some.length });
    });
  return [...say(added, words.nodesAdded), ...say(removed, words.nodesRemoved)];
}

/** Boards and fronts: what can be seen. Fittings follow from them. */
function sayParts({ parts }: Difference, { words, locale }: Saying): string[] {
  return parts
    .filter(({ kind }) => kind !== 'fitting' && kind !== 'back')
    .map(({ name, before, after }) =>
      fill(after > before ? words.partsMore : words.partsFewer, {
        name: wordIn(name, locale),
        count: Math.abs(after - before),
      }),
    );
}

/** Settings of how many there are show in the parts, and are not said twice. */
function saySettings(
  compiled: CompiledKit,
  { settings, parts }: Difference,
  { instances }: Evaluation,
  { words, locale }: Saying,
): string[] {
  const say = { language: locale, yes: words.yes, no: words.no };
  return settings.flatMap((change) => {
    const type = compiled.types.get(change.type)?.type;
    const parameter = type?.parameters.find(({ id }) => id === change.parameter);
    if (!type || !parameter) return [];
    const isCount = parameter.kind === 'quantity' && parameter.dimension === undefined;
    if (isCount && parts.length > 0) return [];
    const value = (side: 'before' | 'after') =>
      saySetting(compiled, { ...change, value: change[side] }, say);
    const name = wordIn(parameter.name, locale);
    const place = placeOf(change, instances, wordIn(type.name, locale));
    const sentence = { name, before: value('before'), after: value('after') };
    return [`${place}${fill(words.setting, sentence)}`];
  });
}

/** Which of several it is about, such as «Bay 2: ». */
function placeOf(
  { node }: SettingChange,
  instances: Evaluation['instances'],
  typeName: string,
): string {
  const found = instances.find(({ path }) => path === node);
  const parent = found?.parent;
  if (!found || !parent || parent.parent === null) return '';
  const siblings = instances.filter((each) => each.parent === parent);
  return siblings.length < 2 ? '' : `${typeName} ${siblings.indexOf(found) + 1}: `;
}
