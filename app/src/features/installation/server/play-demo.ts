import { showPost, writePost } from '#features/journal/server/journal.ts';
import { hashPassword, signUp, verifyEmail } from '#features/people/server/people.ts';
import {
  acceptInvitation,
  invitationToken,
  invite,
  openSpace,
  setTarget,
} from '#features/spaces/server/spaces.ts';
import { react, writeComment } from '#features/threads/server/threads.ts';
import type { Actor, PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { newId } from '#server/ids.ts';
import type { Services } from '#server/services.ts';
import { claimOperator, firstOperatorToken } from './claim-operator.ts';
import {
  DEMO_PASSWORD,
  type DemoPerson,
  type DemoPost,
  type DemoSpace,
  demoPeople,
  demoSpaces,
} from './demo-story.ts';

import { playDesigns } from './play-designs.ts';
import { playTelevision } from './play-television.ts';
import { gatherCrowd, stageOf } from './television-cast.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type DemoPlayed = { spaces: string[]; email: string; password: string };

/** True for an installation in which nobody has signed up yet. */
export async function isEmpty(services: Services): Promise<boolean> {
  const found = await services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('people').select('id').limit(1).execute(),
  );
  return found.length === 0;
}

/** Plays the demo through the real commands, each at its time in the past. */
export async function playDemo(
  services: Services,
  say: (line: string) => void,
): Promise<DemoPlayed> {
  const today = services.clock.now().getTime();
  const cast = new Map<DemoPerson, PersonActor>();
  for (const person of demoPeople)
    cast.set(person.key, await signUpPerson(at(services, today - 115 * DAY_MS), person));
  say(`${cast.size} people have signed up`);
  const [{ key: first }] = demoPeople;
  const token = await firstOperatorToken(services);
  await run(services, actorOf({ cast }, first), claimOperator, { token });
  const spaces = [];
  for (const space of demoSpaces) {
    spaces.push(await playSpace(services, space, { today, cast }));
    say(`The space «${space.fields.name}» has its ${space.posts.length} posts`);
  }
  const furniture = spaces[0];
  if (furniture) {
    const played = await playDesigns({
      space: furniture,
      at: (daysAgo) => at(services, today - daysAgo * DAY_MS),
      actor: (person) => actorOf({ cast }, person),
      run,
    });
    say(`${played} designs have been published and taken further`);
  }
  const television = spaces[1];
  if (television) {
    const stage = stageOf(services, run);
    const crowd = await gatherCrowd(stage, { space: television, host: actorOf({ cast }, 'mira') });
    say(`${crowd.buyers.length} people have gathered for a plain screen`);
    await playTelevision(stage, crowd);
    say('One pool is delivered, two are open near their next tier');
  }
  return { spaces, email: demoPeople[0].email, password: DEMO_PASSWORD };
}

/** The same services at another time. */
function at(services: Services, time: number): Services {
  return { ...services, clock: { now: () => new Date(time) } };
}

async function signUpPerson(
  services: Services,
  { name, email, locale }: (typeof demoPeople)[number],
): Promise<PersonActor> {
  await run(services, { kind: 'identity' }, signUp, {
    name,
    email,
    locale,
    passwordHash: await hashPassword(DEMO_PASSWORD),
  });
  const { body, personId } = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .select(['body', 'personId'])
      .where('recipient', '=', email)
      .where('kind', '=', 'verify-email')
      .executeTakeFirstOrThrow(),
  );
  const token = /\/verify\/([\w-]+)/.exec(body)?.[1];
  await run(services, { kind: 'identity' }, verifyEmail, { token });
  const now = services.clock.now();
  return {
    kind: 'person',
    personId: personId ?? '',
    operator: false,
    by: { kind: 'session', id: newId(now), provedAt: now },
  };
}

type Played = { today: number; cast: ReadonlyMap<DemoPerson, PersonActor> };

async function playSpace(services: Services, space: DemoSpace, played: Played): Promise<string> {
  const opened = at(services, played.today - space.daysAgo * DAY_MS);
  const host = actorOf(played, space.host);
  const { address } = await run(opened, host, openSpace, space.fields);
  for (const target of space.targets)
    await run(opened, host, setTarget, { space: address, ...target });
  for (const { person, role } of space.members) {
    const made = await run(opened, host, invite, { space: address, role });
    await run(opened, actorOf(played, person), acceptInvitation, {
      token: invitationToken(services, made.id),
    });
  }
  for (const post of space.posts) await playPost(services, { address, post }, played);
  return address;
}

async function playPost(
  services: Services,
  { address, post }: { address: string; post: DemoPost },
  played: Played,
): Promise<void> {
  const time = played.today - post.daysAgo * DAY_MS;
  const author = actorOf(played, post.by);
  const { title, body } = post;
  const written = await run(at(services, time), author, writePost, { space: address, title, body });
  await run(at(services, time), author, showPost, {
    space: address,
    post: written.address,
    to: 'published',
  });
  const thread = await threadOf(services, written.address);
  for (const said of post.talk) {
    const then = at(services, time + said.hoursLater * HOUR_MS);
    const comment = await run(then, actorOf(played, said.by), writeComment, {
      space: address,
      thread,
      body: said.body,
    });
    for (const person of said.thanks ?? []) {
      await run(then, actorOf(played, person), react, {
        space: address,
        comment: comment.id,
        kind: 'thanks',
        on: true,
      });
    }
  }
}

async function threadOf(services: Services, post: string): Promise<string> {
  const { id } = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('threads')
      .innerJoin('posts', 'posts.id', 'threads.subjectId')
      .select('threads.id')
      .where('posts.address', '=', post)
      .executeTakeFirstOrThrow(),
  );
  return id;
}

function actorOf({ cast }: Pick<Played, 'cast'>, person: DemoPerson): PersonActor {
  const actor = cast.get(person);
  if (!actor) throw new Error(`The demo has nobody called ${person}.`);
  return actor;
}

async function run<Input, Subject, Value>(
  services: Services,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: unknown,
): Promise<Value> {
  const outcome = await execute(services, actor, command, input);
  if (outcome.kind === 'refused')
    throw new Error(`The demo stopped: ${command.name} was refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
