import { matchCredit } from '@muster/statement/match-credit';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import { done, type Outcome } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { creditsOf, hashOf, readForSpace, seenBefore } from './import-statement.ts';
import { invoicesToMatch } from './open-invoices.ts';

export type PreviewLine = {
  line: number;
  date: string;
  amountMinor: number;
  currency: string;
  counterparty: string;
  reference: string;
  state: 'seen' | 'matched' | 'proposed' | 'unmatched';
  /** Of the invoice it will be given to, or may belong to. */
  invoices: { number: number; buyer: string }[];
};
export type Preview = { format: string; debits: number; lines: PreviewLine[] };

/** What importing a file would do, line by line; nothing is written. */
export async function previewStatement(
  services: Services,
  actor: Actor,
  { space, text }: { space: string; text: string },
): Promise<Outcome<Preview>> {
  const read = await readInSpace(
    services,
    actor,
    { space, action: 'payment.manage' },
    async (db, found): Promise<Outcome<Preview>> => {
      const statement = await readForSpace(db, found.space.id, text);
      if (statement.kind === 'refused') return statement;
      const credits = creditsOf(statement.value);
      const seen = await seenBefore(db, found.space.id, credits);
      const invoices = await invoicesToMatch(db, found.space.id, credits);
      const lines = credits.map((line): PreviewLine => {
        const match = matchCredit(line, invoices);
        const ids =
          match.kind === 'matched'
            ? [match.invoice]
            : match.kind === 'proposed'
              ? match.invoices
              : [];
        return {
          line: line.line,
          date: line.date,
          amountMinor: line.amount,
          currency: line.currency,
          counterparty: line.counterparty,
          reference: line.reference,
          state: seen.has(hashOf(line.identity).toString('hex')) ? 'seen' : match.kind,
          invoices: invoices
            .filter(({ id }) => ids.includes(id))
            .map(({ number, buyer }) => ({ number, buyer })),
        };
      });
      const { format } = statement.value;
      return done({ format, debits: statement.value.lines.length - credits.length, lines });
    },
  );
  return read.kind === 'refused' ? read : read.value;
}
