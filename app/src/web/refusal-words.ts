import type { FieldRefusal, Refused } from '#server/outcome.ts';
import { messages as de } from './messages/de.ts';
import { messages as en } from './messages/en.ts';
import { refusalWords } from './refusal-catalogues.ts';

type Catalogue = {
  refusals: Record<Refused['name'], string>;
  because: Record<string, string>;
  fields: Record<string, string>;
};

const german = gather(de, 'de');
const english = gather(en, 'en');

function catalogueOf(locale: string): Catalogue {
  return locale === 'de' ? german : english;
}

/** The words of the ground and those that the slices bring. */
function gather(ground: Catalogue, locale: 'en' | 'de'): Catalogue {
  const slices = refusalWords.map((words) => words[locale]);
  return {
    refusals: ground.refusals,
    because: Object.assign({}, ground.because, ...slices.map(({ because }) => because)),
    fields: Object.assign({}, ground.fields, ...slices.map(({ fields }) => fields)),
  };
}

/** Why not, in a sentence that says what happened, what was kept, and what to do. */
export function sayRefusal(
  locale: string,
  refusal: Pick<Refused, 'name'> & { because?: string | undefined },
): string {
  const words = catalogueOf(locale);
  return (refusal.because && words.because[refusal.because]) || words.refusals[refusal.name];
}

export function sayField(locale: string, { reason, params }: FieldRefusal): string {
  const { fields } = catalogueOf(locale);
  const sentence = fields[reason] ?? fields.other ?? reason;
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? ''));
}
