import { randomBytes } from 'node:crypto';
import { hashToken } from '#features/people/server/sessions.ts';
import { acceptInvitation } from '#features/spaces/server/accept-invitation.ts';
import { invitationToken, invite } from '#features/spaces/server/invite.ts';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { addOrganisation } from '#features/spaces/server/organisations.ts';
import { uploadPicture } from '#features/files/server/upload-picture.ts';
import { publishDesign } from '#features/designs/server/publish-design.ts';
import { openBench } from '#features/benches/server/open-bench.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { suggestMerge } from '#features/wanteds/server/merge-wanted.ts';
import { proposeSpec } from '#features/wanteds/server/propose-spec.ts';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import { showPost, writePost } from '#features/journal/server/write-post.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import { settleComment } from '#features/moderation/server/settle-reports.ts';
import { unsubscriptionToken } from '#features/notifications/server/unsubscribe.ts';
import { addWebhook } from '#features/webhooks/server/manage-webhooks.ts';
import { type Actor, type PersonActor, SCOPES } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { newId } from '#server/ids.ts';
import type { Role } from '#server/policy.ts';
import { readyToPublish, starter } from '../ground/designs.ts';
import { handleOf, somebody } from '../ground/people.ts';
import type { TestInstallation } from '../ground/test-installation.ts';
import { buildChain, MADE_IN_CHAIN } from './chain-world.ts';
import { PICTURE } from './samples.ts';

export const VISIBILITIES = ['private', 'invitation', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** One space with a member of each role, and one of everything that a route can name. */
export type World = {
  visibility: Visibility;
  address: string;
  people: Record<'peer' | 'partner' | 'maker' | 'host', PersonActor>;
  /** What a path parameter of this name stands for. */
  objects: Record<string, string>;
  /** Who made the object of this name: cells of the kind `own` are for them. */
  madeBy: Record<string, Role>;
};

export type Cast = { actors: Record<Role, Actor>; tokens: Partial<Record<Role, string>> };

/** What is named by a word and needs no row. */
const NAMED = { kit: 'furniture', format: 'svg', kind: 'reply', draft: 'comment:0190' };

const MADE_BY: World['madeBy'] = {
  design: 'peer',
  bench: 'peer',
  wanted: 'peer',
  proposal: 'peer',
  merge: 'peer',
  post: 'host',
  comment: 'peer',
};

export async function buildWorld(muster: TestInstallation, visibility: Visibility): Promise<World> {
  const host = await somebody(muster.services, { name: 'Host' });
  const fields = {
    name: `World ${visibility}`,
    objective: 'sales',
    visibility,
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  };
  const { address, id: spaceId } = await run(muster, host, openSpace, fields);
  const people = {
    host,
    peer: await joined('peer'),
    partner: await joined('partner'),
    maker: await joined('maker'),
  };
  const branch = { space: address, kind: 'partner', name: 'Branch' };
  const organisation = await run(muster, host, addOrganisation, branch);
  const webhook = await run(muster, host, addWebhook, {
    space: address,
    url: 'https://example.org/hook',
    kinds: ['post.published'],
  });
  const demand = await buildDemand(muster, address, people);
  const designed = await buildDesigns(muster, address, people.peer);
  const talk = await buildTalk(muster, address, people);
  const delivery = await deliveryOf(muster, webhook.id);
  const invitation = await buildInvitations(muster, host, address);
  return {
    visibility,
    address,
    people,
    madeBy: { ...MADE_BY, ...MADE_IN_CHAIN },
    objects: {
      space: address,
      person: people.maker.personId,
      handle: handleOf(people.peer),
      organisation: organisation.id,
      webhook: webhook.id,
      ...demand,
      ...designed,
      delivery,
      mail: invitation.mail,
      invitation: invitation.id,
      ...talk,
      ...(await buildChain(muster, { address, spaceId }, people)),
      ...NAMED,
      unsubscription: unsubscriptionToken(muster.services, people.peer.personId, 'reply'),
      id: newId(new Date()),
      token: invitationToken(muster.services, invitation.id),
    },
  };

  async function joined(role: string): Promise<PersonActor> {
    const person = await somebody(muster.services, { name: role });
    const made = await run(muster, host, invite, { space: address, role });
    await run(muster, person, acceptInvitation, {
      token: invitationToken(muster.services, made.id),
    });
    return person;
  }
}

/** Belongs to a public space as well, so that everybody may know of them. */
export async function showToAll(muster: TestInstallation, person: PersonActor): Promise<void> {
  await run(muster, person, openSpace, {
    name: 'Open house',
    objective: 'marketing',
    visibility: 'public',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
}

/** A pool of the host; a wanted of the peer, what somebody proposes for it, and another one that is nearly the same. */
async function buildDemand(
  muster: TestInstallation,
  space: string,
  { host, peer, partner }: World['people'],
): Promise<Record<'pool' | 'wanted' | 'proposal' | 'merge', string>> {
  const closesAt = '2099-12-31T12:00:00Z';
  const pool = await run(muster, host, openPool, { space, title: 'Screens', closesAt });
  const { address: wanted } = await run(muster, peer, writeWanted, { space, title: 'A screen' });
  const other = await run(muster, partner, writeWanted, { space, title: 'Screens' });
  const { proposal } = await run(muster, partner, proposeSpec, {
    space,
    wanted,
    spec: [],
    note: 'Less.',
  });
  const { merge } = await run(muster, partner, suggestMerge, {
    space,
    wanted,
    into: other.address,
  });
  return { pool: pool.address, wanted, proposal, merge };
}

/** A post of the host with a comment of the peer, and a picture. */
async function buildDesigns(muster: TestInstallation, space: string, peer: PersonActor) {
  const root = starter('bench');
  const { kit } = readyToPublish(root, 'A bench');
  const what = { space, title: 'A bench', begun: 'bench', kit, root, byLink: false };
  const bench = await run(muster, peer, openBench, what);
  const ready = readyToPublish(root, 'A bench');
  const design = await run(muster, peer, publishDesign, { space, ...ready });
  return { bench: bench.address, design: design.address };
}

async function buildTalk(
  muster: TestInstallation,
  address: string,
  people: World['people'],
): Promise<Record<'post' | 'thread' | 'comment' | 'file' | 'settlement', string>> {
  const { host } = people;
  const post = await run(muster, host, writePost, {
    space: address,
    title: 'First',
    body: 'Hello @peer.',
  });
  await run(muster, host, showPost, { space: address, post: post.address, to: 'published' });
  const thread = await threadOf(muster, post.address);
  const comment = await run(muster, people.peer, writeComment, {
    space: address,
    thread,
    body: 'Good.',
  });
  const file = await uploadPicture(
    muster.services,
    host,
    { space: address, alt: 'A dot', bytes: PICTURE },
    { key: undefined },
  );
  if (file.kind === 'refused') throw new Error(JSON.stringify(file));
  const settlement = await buildSettlement(muster, address, { people, thread });
  return { post: post.address, thread, comment: comment.id, file: file.value.id, settlement };
}

/** A comment that the host has taken down. */
async function buildSettlement(
  muster: TestInstallation,
  space: string,
  { people, thread }: { people: World['people']; thread: string },
): Promise<string> {
  const { id } = await run(muster, people.peer, writeComment, { space, thread, body: 'Oh dear.' });
  const settled = await run(muster, people.host, settleComment, {
    space,
    comment: id,
    outcome: 'removed',
    reason: 'Unkind.',
  });
  return settled.settlement;
}

async function threadOf(muster: TestInstallation, post: string): Promise<string> {
  const row = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('threads')
      .innerJoin('posts', 'posts.id', 'threads.subjectId')
      .select('threads.id')
      .where('posts.address', '=', post)
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}

async function deliveryOf(muster: TestInstallation, webhookId: string): Promise<string> {
  await muster.settle();
  const row = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('webhookDeliveries')
      .select('id')
      .where('webhookId', '=', webhookId)
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}

/** A link for many, and a mail to somebody. */
async function buildInvitations(muster: TestInstallation, host: PersonActor, space: string) {
  const email = `${space}@example.org`;
  await run(muster, host, invite, { space, role: 'peer', email });
  const link = await run(muster, host, invite, { space, role: 'peer', uses: 1000 });
  return { ...link, mail: await mailTo(muster, email) };
}

async function mailTo(muster: TestInstallation, recipient: string): Promise<string> {
  const row = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .select('id')
      .where('recipient', '=', recipient)
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}

/** Everybody who may ask, with an access token for each that can have one. */
export async function buildCast(muster: TestInstallation, world: World): Promise<Cast> {
  const person = await somebody(muster.services);
  const operator = await somebody(muster.services, { operator: true });
  const actors: Cast['actors'] = {
    visitor: { kind: 'visitor' },
    person,
    operator,
    ...world.people,
  };
  const tokens: Cast['tokens'] = {};
  for (const [role, actor] of Object.entries(actors)) {
    if (actor.kind === 'person') tokens[role as Role] = await accessToken(muster, actor);
  }
  return { actors, tokens };
}

export async function accessToken(muster: TestInstallation, actor: PersonActor): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = muster.services.clock.now();
  const row = {
    tokenHash: hashToken(token),
    id: newId(now),
    personId: actor.personId,
    name: 'test',
    scopes: [...SCOPES],
    createdAt: now,
    provedAt: now,
  };
  await muster.services.database.write({ kind: 'identity' }, (db) =>
    db.insertInto('accessTokens').values(row).execute(),
  );
  return token;
}

export async function run<Input, Subject, Value>(
  muster: TestInstallation,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: unknown,
): Promise<Value> {
  const outcome = await execute(muster.services, actor, command, input);
  if (outcome.kind === 'refused')
    throw new Error(`${command.name} was refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
