import type { Change } from '#server/commands/change.ts';

export type NewPerson = { name: string; handle: string; email: string; locale: string };

/**
 * Takes in many people at once whose addresses are known to be theirs, as from another installation. They have no password:
 * they sign in by the link of «forgotten». Answers their ids in order.
 */
export async function addPeople(change: Change, people: readonly NewPerson[]): Promise<string[]> {
  const rows = people.map((person) => ({ ...person, id: change.id() }));
  await change.db
    .insertInto('people')
    .values(
      rows.map(({ id, handle, name, locale }) => ({
        id,
        handle,
        name,
        locale,
        createdAt: change.now,
      })),
    )
    .execute();
  await change.db
    .insertInto('accounts')
    .values(
      rows.map(({ id, email }) => ({
        personId: id,
        email,
        emailVerifiedAt: change.now,
        createdAt: change.now,
      })),
    )
    .execute();
  return rows.map(({ id }) => id);
}
