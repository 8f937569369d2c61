import { getContext, setContext } from 'svelte';
import { type Catalogue, type Catalogues, type Say, speak } from './catalogue.ts';
import { type Format, formatter } from './format.ts';

const KEY = Symbol('format');
const english = formatter('en');

/** The outermost layout says how its reader wants things written. A function, so that a change of language is seen. */
export function provideFormat(format: () => Format): void {
  setContext(KEY, format);
}

/** How things are written on this page: `const format = formatHere()`, then `format().money(amount)`. */
export function formatHere(): () => Format {
  return getContext<(() => Format) | undefined>(KEY) ?? (() => english);
}

/** The words of a catalogue on this page: `const say = wordsHere({ en, de })`, then `say('title')`. */
export function wordsHere<English extends Catalogue>(
  catalogues: Catalogues<English>,
): Say<English> {
  const format = formatHere();
  return (key, ...params) => speak(catalogues, format())(key, ...params);
}
