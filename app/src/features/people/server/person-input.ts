import { z } from 'zod';
import { LEAST_PASSWORD, MOST_PASSWORD } from './passwords.ts';

/** Unicode is folded before the address is looked at: two spellings of one address are one account. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.normalize('NFKC').toLowerCase())
  .pipe(z.email());

export const personName = z.string().trim().min(1).max(80);
export const newPassword = z.string().min(LEAST_PASSWORD).max(MOST_PASSWORD);
export const shownPassword = z.string().min(1).max(MOST_PASSWORD);
