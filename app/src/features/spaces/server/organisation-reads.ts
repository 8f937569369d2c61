import { sql } from 'kysely';
import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { readInSpace } from './space-page-reads.ts';

const PEOPLE_SHOWN = 1_000;

/** Partners and makers of a space by name, each with its people. */
export function readOrganisations(services: Services, actor: Actor, address: string) {
  const subject = { space: address, action: 'organisation.read' };
  return readInSpace(services, actor, subject, async (db, { space }) => {
    const organisations = await db
      .selectFrom('organisations')
      .select(['id', 'kind', 'name', 'about'])
      .select(
        sql<number>`(select count(*)::int from memberships m where m.space_id = organisations.space_id and m.organisation_id = organisations.id)`.as(
          'members',
        ),
      )
      .where('spaceId', '=', space.id)
      .where('removedAt', 'is', null)
      .orderBy('name')
      .execute();
    const people = await db
      .selectFrom('memberships')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .select(['people.id', 'people.name', 'people.handle', 'memberships.organisationId'])
      .where('memberships.spaceId', '=', space.id)
      .where('memberships.organisationId', 'is not', null)
      .orderBy('people.name')
      .limit(PEOPLE_SHOWN)
      .execute();
    return {
      organisations: organisations.map((organisation) => ({
        ...organisation,
        people: people
          .filter(({ organisationId }) => organisationId === organisation.id)
          .map(({ id, name, handle }) => ({ id, name, handle })),
      })),
    };
  });
}
