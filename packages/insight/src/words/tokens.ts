/** Addresses are nobody's words. The lengths are bounded, so that a hostile text costs no more than its length. */
const ADDRESS = /\b(?:https?:\/\/|www\.)\S{1,2000}|[^\s@]{1,64}@[^\s@]{1,255}/giu;
const APOSTROPHE = /[\u2018\u2019\u02bc]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*/gu;

/**
 * The words of a text: runs of letters, marks and digits, in lower case, composed (NFC), with an
 * apostrophe only inside. Hyphens part words. Web and mail addresses are left out.
 *
 * Takes any text; gives its words in order, possibly none. The rule is our own and not
 * `Intl.Segmenter`, whose boundaries follow the dictionary that the engine happens to ship, so that
 * Node and two browsers would read one text in three ways. Scripts without spaces (Chinese,
 * Japanese, Thai) are not parted into words by it and are not claimed.
 */
export function tokensOf(text: string): string[] {
  const plain = text.normalize('NFC').replaceAll(ADDRESS, ' ').replaceAll(APOSTROPHE, "'");
  return plain.toLowerCase().match(WORD) ?? [];
}
