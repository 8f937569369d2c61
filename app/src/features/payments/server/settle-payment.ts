import { parseIban } from '@muster/statement/check-digits';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';

export const settlePaymentInput = z.object({
  space: z.string(),
  /** Who holds what buyers pay: the host as the seller, or the maker, paid directly. */
  holder: z.enum(['host', 'maker']),
  payee: z.string().trim().min(1).max(70),
  address: z.string().trim().max(500).default(''),
  iban: z
    .string()
    .max(60)
    .transform((text, context) => {
      const iban = parseIban(text);
      if (iban !== undefined) return iban;
      context.addIssue({
        code: 'custom',
        message: text.trim() === '' ? 'required' : 'not-an-iban',
      });
      return z.NEVER;
    }),
  terms: z.string().trim().max(2000).default(''),
  /** The version that was looked at; 0 where there was none yet. */
  version: z.coerce.number().int().min(0),
});

/** A host says where buyers pay to and who holds the money; it stands on every invoice. */
export const settlePayment: Command<
  z.infer<typeof settlePaymentInput>,
  SpaceStanding,
  { version: number }
> = {
  name: 'payments.settle-payment',
  action: 'payment.settle',
  input: settlePaymentInput,
  find: findTheSpace,
  apply: async (change, { holder, payee, address, iban, terms, version }, { space }) => {
    const row = {
      holder,
      payee,
      address,
      iban,
      terms,
      version: version + 1,
      changedAt: change.now,
      changedBy: personOf(change.actor) ?? '',
    };
    const written =
      version === 0
        ? await change.db
            .insertInto('paymentSettings')
            .values({ ...row, spaceId: space.id })
            .onConflict((conflict) => conflict.doNothing())
            .returning('version')
            .executeTakeFirst()
        : await change.db
            .updateTable('paymentSettings')
            .set(row)
            .where('spaceId', '=', space.id)
            .where('version', '=', version)
            .returning('version')
            .executeTakeFirst();
    return written ? done({ version: version + 1 }) : refused('changed-meanwhile');
  },
};
