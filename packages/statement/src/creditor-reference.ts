import { remainder97 } from './check-digits.ts';

/** Digits of our references behind the check digits: four of the space, eight of the invoice. */
const SPACE_DIGITS = 4;
const INVOICE_DIGITS = 8;
const BODY_DIGITS = SPACE_DIGITS + INVOICE_DIGITS;
const MOST_INVOICE = 10 ** INVOICE_DIGITS - 1;
const MOST_TEXT = 2000;

/**
 * The creditor reference (ISO 11649) of an invoice by its number in its space, such as `RF18123400000042`. `spaceDigits` is
 * any number from 0 to 9999 that tells most spaces apart. Throws past invoice 99,999,999.
 */
export function makeReference(spaceDigits: number, invoiceNumber: number): string {
  if (invoiceNumber < 1 || invoiceNumber > MOST_INVOICE)
    throw new Error(`No reference has room for invoice ${invoiceNumber}.`);
  const body = `${digits(spaceDigits % 10 ** SPACE_DIGITS, SPACE_DIGITS)}${digits(invoiceNumber, INVOICE_DIGITS)}`;
  return `RF${digits(98 - remainder97(`${body}RF00`), 2)}${body}`;
}

/**
 * The references that stand in the words of a payment, each once, in order: whatever was typed between their letters
 * (spaces, hyphens, dots, slashes), in capitals or not, and only with right check digits.
 */
export function findReferences(text: string): string[] {
  const letters = text
    .slice(0, MOST_TEXT)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  const found = new Set<string>();
  for (const [, candidate = ''] of letters.matchAll(CANDIDATE))
    if (remainder97(`${candidate.slice(4)}${candidate.slice(0, 4)}`) === 1) found.add(candidate);
  return [...found];
}

const CANDIDATE = new RegExp(`(?=(RF\\d{${BODY_DIGITS + 2}}))`, 'g');

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
