import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { notificationKinds } from './kinds.ts';
import { AREAS, CHOICES, type Choice, type NotificationKind } from './notification-kind.ts';

export const choiceView = z.object({
  kind: z.string(),
  area: z.enum(AREAS),
  choice: z.enum(CHOICES),
  choices: z.array(z.enum(CHOICES)),
});

/** What each of these people has chosen for a kind; people who are gone are not in the answer. */
export async function readChoices(
  db: Handle,
  { people, kind }: { people: readonly string[]; kind: NotificationKind },
): Promise<Map<string, Choice>> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('notificationChoices as c', (join) =>
      join.onRef('c.personId', '=', 'people.id').on('c.kind', '=', kind.name),
    )
    .select(['people.id', 'c.choice'])
    .where('people.id', 'in', people)
    .where('people.closedAt', 'is', null)
    .execute();
  return new Map(rows.map(({ id, choice }) => [id, chosen(kind, choice)]));
}

/** What somebody is told of and how, kind by kind. */
export async function readOwnChoices(
  services: Services,
  actor: Actor,
): Promise<Outcome<{ kinds: z.infer<typeof choiceView>[] }>> {
  const personId = personOf(actor);
  if (!personId) return refused('sign-in-needed');
  const rows = await services.database.read(actor, (db) =>
    db
      .selectFrom('notificationChoices')
      .select(['kind', 'choice'])
      .where('personId', '=', personId)
      .execute(),
  );
  return done({
    kinds: notificationKinds.map((kind) => ({
      kind: kind.name,
      area: kind.area,
      choice: chosen(kind, rows.find((row) => row.kind === kind.name)?.choice ?? null),
      choices: [...kind.choices],
    })),
  });
}

function chosen(kind: NotificationKind, stored: string | null): Choice {
  return kind.choices.find((choice) => choice === stored) ?? kind.byDefault;
}
