/** Account numbers (ISO 13616) and creditor references (ISO 11649) end their check by the same sum: modulo 97 is 1. */
const LETTER_A = 55;

/** The remainder modulo 97 of text of digits and capital letters, each letter counting 10 to 35 (ISO 7064, MOD 97-10). */
export function remainder97(text: string): number {
  let remainder = 0;
  for (const letter of text) {
    const value = letter >= 'A' ? letter.charCodeAt(0) - LETTER_A : Number(letter);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** An IBAN without spaces in capitals, or undefined when its form or its check digits are wrong. */
export function parseIban(text: string): string | undefined {
  const iban = text.replaceAll(/[\s-]/g, '').toUpperCase();
  if (!IBAN.test(iban)) return undefined;
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : undefined;
}

/** In groups of four, as it stands on paper. */
export function inFours(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
