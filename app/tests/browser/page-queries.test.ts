import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { showPost, writePost } from '#features/journal/server/write-post.ts';
import { reportComment } from '#features/moderation/server/file-report.ts';
import { settleComment } from '#features/moderation/server/settle-reports.ts';
import { sessionCookieName } from '#features/people/server/people.ts';
import { startSession } from '#features/people/server/sessions.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { acceptInvitation } from '#features/spaces/server/accept-invitation.ts';
import { assignMember } from '#features/spaces/server/assign-member.ts';
import { invite } from '#features/spaces/server/invite.ts';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { addOrganisation } from '#features/spaces/server/organisations.ts';
import { react } from '#features/threads/server/change-comment.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import { sayMeToo } from '#features/wanteds/server/me-too.ts';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import type { PersonActor } from '#server/actor.ts';
import { loadPages } from '#lib/web-server/pages.ts';
import { startWebServer, type WebServer } from '#lib/web-server/web-server.ts';
import { beginChange } from '#server/commands/change.ts';
import { closedPool } from '../ground/collecting-pool.ts';
import { handleOf, somebody } from '../ground/people.ts';
import { countQueries } from '../ground/query-counter.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { buildWorld, run, type World } from '../policy/world.ts';

/**
 * A page asks the database the same few questions however much there is to show: with two rows of each kind and with thirty.
 * A question a row would be found here first.
 */
const FEW = 2;
const MANY = 30;
/** The most that any page asks, the transactions that it opens and ends and who looks at it included. */
const MOST_QUERIES = 60;
/** Pools that were cleared and paid take a while to make; a question a row shows with these as well. */
const MOST_CLEARED = 5;
const TIMES = 4;

let muster: TestInstallation;
let web: WebServer;
let world: World;
let cookie: string;
const counted = { few: new Map<string, number>(), many: new Map<string, number>() };

before(async () => {
  // Without a worker and without live windows: nothing but the pages asks anything.
  muster = await openTestInstallation({ settings: { PORT: '0' } });
  world = await buildWorld(muster, 'public');
  cookie = await signInAsOperator();
  web = await startWebServer(muster.services, { api: muster.api, pages: await loadPages() });
  await grow(FEW);
  counted.few = await countAll();
  await grow(MANY - FEW);
  counted.many = await countAll();
});
after(async () => {
  await web.close();
  await muster.close();
});

for (const page of pagesOf('SPACE', { post: 'POST', wanted: 'WANTED', webhook: 'WEBHOOK' }))
  test(`${page} asks no more for thirty rows than for two`, () => {
    const few = counted.few.get(page) ?? Infinity;
    const many = counted.many.get(page) ?? Infinity;
    // One less is asked where the newest that the bell counts are of fewer kinds; one more never.
    assert.ok(many <= few, `${many} queries for thirty, ${few} for two`);
    assert.ok(few <= MOST_QUERIES, `${few} queries`);
  });

/** Every page that lists something. */
function pagesOf(space: string, { post, wanted, webhook }: Record<string, string>): string[] {
  const home = `/s/${space}`;
  const chain = ['', '/journal', `/journal/${post}`, '/wanted', `/wanted/${wanted}`, '/pools'];
  const making = ['/making', '/direct', '/scorecard', '/invoices', '/payments', '/payments/ledger'];
  const house = ['/members', '/organisations', '/invitations', '/targets', '/settings'];
  const hooks = ['/webhooks', `/webhooks/${webhook}`, '/moderation'];
  const admin = ['', '/people', '/spaces', '/jobs', '/outbox', '/audits'];
  return [
    '/',
    '/spaces',
    '/spaces?sort=active',
    '/notifications',
    '/settings/devices',
    ...[...chain, ...making, ...house, ...hooks].map((room) => home + room),
    ...admin.map((room) => `/admin${room}`),
  ];
}

async function countAll(): Promise<Map<string, number>> {
  const { post = '', wanted = '', webhook = '' } = world.objects;
  const names = pagesOf('SPACE', { post: 'POST', wanted: 'WANTED', webhook: 'WEBHOOK' });
  const paths = pagesOf(world.address, { post, wanted, webhook });
  const all = new Map<string, number>();
  for (const [nth, path] of paths.entries()) all.set(names[nth] ?? '', await countOne(path));
  return all;
}

async function countOne(path: string): Promise<number> {
  const look = async () => {
    const answer = await fetch(web.url.replace('localhost', '127.0.0.1') + path, {
      headers: { cookie, accept: 'text/html' },
    });
    assert.equal(answer.status, 200, path);
    await answer.text();
  };
  await look();
  // What else the process asks meanwhile, such as for due jobs, can only add.
  const asked: number[] = [];
  for (let time = 0; time < TIMES; time++) asked.push((await countQueries(look)).queries);
  return Math.min(...asked);
}

async function signInAsOperator(): Promise<string> {
  const { services } = muster;
  const { personId } = world.people.host;
  const identity = { kind: 'identity' } as const;
  const token = await services.database.write(identity, async (db) => {
    await db.updateTable('people').set({ isOperator: true }).where('id', '=', personId).execute();
    const change = beginChange(services, identity, db, []);
    return startSession(change, personId, { address: '127.0.0.1', device: 'test' });
  });
  return `${sessionCookieName(false)}=${token}`;
}

/** So many more of everything that a page lists, by the commands that make them. */
async function grow(times: number): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    const member = await growSpace();
    await growTalk(member);
    await growDemand(member);
    if (nth < MOST_CLEARED) await growCleared();
  }
  await muster.settle();
}

/** Answers with somebody who has just joined: what one person may say at a stretch is limited. */
async function growSpace(): Promise<PersonActor> {
  const { host } = world.people;
  const space = world.address;
  const fields = { objective: 'sales', visibility: 'public', currency: 'EUR', locale: 'en' };
  await run(muster, host, openSpace, { ...fields, name: 'Mine', accent: 'oak' });
  const other = await somebody(muster.services, { name: 'Somebody else' });
  await run(muster, other, openSpace, { ...fields, name: 'Theirs', accent: 'oak' });
  await run(muster, other, acceptInvitation, { token: world.objects.token });
  const added = await run(muster, host, addOrganisation, { space, kind: 'maker', name: 'Mill' });
  const handle = handleOf(other);
  await run(muster, host, assignMember, { space, organisation: added.id, handle });
  await run(muster, host, invite, { space, role: 'peer', email: `${handle}@example.net` });
  return other;
}

async function growTalk(member: PersonActor): Promise<void> {
  const { host, maker } = world.people;
  const space = world.address;
  const { thread = '' } = world.objects;
  const post = await run(muster, host, writePost, { space, title: 'More', body: '**More.**' });
  await run(muster, host, showPost, { space, post: post.address, to: 'published' });
  await run(muster, host, writePost, { space, title: 'Begun', body: 'Not done.' });
  const body = `Well drawn, @${handleOf(host)}.`;
  const { id: comment } = await run(muster, member, writeComment, { space, thread, body });
  await run(muster, host, react, { space, comment, kind: 'agree', on: true });
  await run(muster, maker, reportComment, { space, comment, reason: 'Too short.' });
  const unkind = await run(muster, member, writeComment, { space, thread, body: 'Oh dear.' });
  const removed = { outcome: 'removed', reason: 'Unkind.' };
  await run(muster, host, settleComment, { space, comment: unkind.id, ...removed });
}

async function growDemand(member: PersonActor): Promise<void> {
  const { host } = world.people;
  const space = world.address;
  const { wanted: first } = world.objects;
  const { address: wanted } = await run(muster, member, writeWanted, { space, title: 'A shelf' });
  await run(muster, host, sayMeToo, { space, wanted, quantity: 2 });
  await run(muster, member, sayMeToo, { space, wanted: first, quantity: 1 });
  await run(muster, host, openPool, { space, title: 'Screens', closesAt: '2099-12-31T12:00:00Z' });
}

async function growCleared(): Promise<void> {
  const { host, maker, peer } = world.people;
  await closedPool(muster.services, { space: world.address, host, maker, buyers: [peer] });
}
