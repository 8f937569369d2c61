import { money } from '#ui/words/money.ts';
import { count, fill } from '#ui/words/words.ts';
import type { messages } from './messages/en.ts';
import { type PoolPicture, pricesNow, savingOf, sayPrices } from './pool-picture.ts';

/** Price, saving and commitments in one line. Of several variants each says its saving above its own picture. */
export function poolSummary(
  picture: PoolPicture,
  words: (typeof messages)['picture'],
  locale: string,
): string {
  const prices = sayPrices(pricesNow(picture), (minor) => money(locale, picture.currency, minor));
  const saving = picture.variants.length === 0 ? savingOf(picture) : null;
  return [
    prices || words[picture.stage === 'open' ? 'noPrice' : 'noPriceEver'],
    saving ? fill(words.saving, { percent: saving.percent }) : '',
    count(locale, picture.commitments, words.commitments),
  ]
    .filter(Boolean)
    .join(' · ');
}
