import { randomInt } from 'node:crypto';
import type { Change } from '#server/commands/change.ts';

export type NewPerson = {
  name: string;
  email: string;
  locale: string;
  passwordHash: string | null;
  /** When the address was shown to be theirs; absent: not yet. */
  verifiedAt?: Date;
};

/** The account of an address with its owner. The caller holds the lock of the address. */
export function findAccount(change: Change, email: string) {
  return change.db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['people.id as personId', 'people.name', 'people.locale'])
    .select(['accounts.email', 'accounts.emailVerifiedAt'])
    .where('accounts.email', '=', email)
    .where('people.closedAt', 'is', null)
    .executeTakeFirst();
}

/** A new person with an account. The caller has seen, under the lock of the address, that it has none. */
export async function addPerson(change: Change, person: NewPerson): Promise<string> {
  const personId = change.id();
  const { name, email, locale, passwordHash, verifiedAt } = person;
  const handle = await freeHandle(change, name);
  await change.db
    .insertInto('people')
    .values({ id: personId, name, locale, handle, createdAt: change.now })
    .execute();
  await change.db
    .insertInto('accounts')
    .values({
      personId,
      email,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : change.now,
      emailVerifiedAt: verifiedAt ?? null,
      createdAt: change.now,
    })
    .execute();
  await change.emit({ kind: 'person.signed-up', subjectId: personId });
  return personId;
}

const MOST_HANDLE_LETTERS = 24;
const CHANCE = 10_000;

/** The name in plain letters; with some chance behind it when somebody has it already. */
async function freeHandle(change: Change, name: string): Promise<string> {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const plain = letters
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_HANDLE_LETTERS)
    .replaceAll(/^-|-$/g, '');
  const wanted = plain.length >= 2 ? plain : 'peer';
  const taken = await change.db
    .selectFrom('people')
    .select('id')
    .where('handle', '=', wanted)
    .executeTakeFirst();
  return taken || wanted === 'peer'
    ? `${wanted}-${randomInt(CHANCE)}${change.id().slice(-3)}`.slice(0, 30)
    : wanted;
}
