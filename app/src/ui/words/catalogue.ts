import type { Format } from './format.ts';

export type Param = string | number;
/** Declared as a method so that a message may ask for narrower parameters than these. */
type MessageFunction = {
  message(params: Record<string, Param>, format: Format): string;
}['message'];

/** A sentence with `{name}` placeholders, or a function where a plural or a format is needed. */
export type Message = string | MessageFunction;
export type Catalogue = Readonly<Record<string, Message>>;

/** What every other language brings: the same keys; a function where English has one. */
export type Translation<English extends Catalogue> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : English[Key];
};

export type Catalogues<English extends Catalogue> = {
  en: English;
  de: Translation<English>;
};

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type TextParams<Text extends string> = string extends Text
  ? [params?: Record<string, Param>]
  : [Placeholders<Text>] extends [never]
    ? []
    : [params: Record<Placeholders<Text>, Param>];

type ParamsOf<Entry> = Entry extends string
  ? TextParams<Entry>
  : Entry extends (params: infer Params, format: Format) => string
    ? unknown extends Params
      ? []
      : [params: Params]
    : [];

/** Says one message; what it needs to be told follows from the English one. */
export type Say<English extends Catalogue> = <Key extends keyof English & string>(
  key: Key,
  ...params: ParamsOf<English[Key]>
) => string;

/** The words of a catalogue in the language of the format, English where there is no such language. */
export function speak<English extends Catalogue>(
  catalogues: Catalogues<English>,
  format: Format,
): Say<English> {
  const catalogue: Catalogue = isGerman(format.locale) ? catalogues.de : catalogues.en;
  return (key, ...params) => {
    const message = catalogue[key] ?? key;
    const given: Record<string, Param> = { ...params[0] };
    return typeof message === 'string' ? fill(message, given) : message(given, format);
  };
}

/** The names between braces, in the order in which they stand. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

const PLACEHOLDER = /\{(\w+)\}/g;

function fill(text: string, params: Record<string, Param>): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole));
}

function isGerman(locale: string): boolean {
  return locale === 'de' || locale.startsWith('de-');
}
