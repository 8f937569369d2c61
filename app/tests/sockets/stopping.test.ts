import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { askRecovery } from '#features/people/server/recover.ts';
import type { PersonActor } from '#server/actor.ts';
import { emailOf, somebody } from '../ground/people.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { accessToken, buildWorld, run, type World } from '../policy/world.ts';
import { ask } from './served-pages.ts';
import { type ServedProcess, serveProcess, until } from './served-process.ts';

/** A process that is told to stop ends what it has begun, begins nothing, and is gone in time. */
const MOST_STOP_MS = 30_000;
const SLOW_MAIL_MS = 3_000;

/** Mails to these two; what else the world tells its people does not count. */
const mail = { begun: 0, ended: 0 };
const slowly = new Set<string>();
let early: PersonActor;
let late: PersonActor;
let smtp: SMTPServer;
let served: ServedProcess;
let muster: TestInstallation;
let world: World;
before(async () => {
  smtp = await openSmtp();
  const { port } = smtp.server.address() as AddressInfo;
  served = await serveProcess(['start', '--no-pages'], { SMTP_URL: `smtp://127.0.0.1:${port}` });
  const { databaseUrl, dataFolder } = served;
  muster = await openTestInstallation({ databaseUrl, dataFolder });
  world = await buildWorld(muster, 'public');
  early = await somebody(muster.services);
  late = await somebody(muster.services);
  for (const person of [early, late]) slowly.add(emailOf(person));
});
after(async () => {
  await muster.close();
  await served.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

test('SIGTERM amid a request, a job and a live window: all end well, nothing begins, the code is 0', async () => {
  const { peer } = world.people;
  const live = await openLive();
  const half = await sendHalf(await accessToken(muster, peer), 'Said while it stopped');
  await recover(early);
  await until(() => mail.begun === 1);

  const stopped = served.stop('SIGTERM');
  await until(() => isShut(served.port));
  assert.equal(await live.ended, true, 'live windows are closed, to come back elsewhere');
  await recover(late);
  await wait(1_500);
  const answer = await half.sendRest();
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.connection, 'close');

  const { code, milliseconds } = await stopped;
  assert.equal(code, 0, served.written());
  assert.ok(milliseconds < MOST_STOP_MS, `it took ${milliseconds} ms`);
  assert.deepEqual([mail.begun, mail.ended], [1, 1], 'one mail was under way, and was sent');
  const recoveries = (await mailsOf()).filter(({ kind }) => kind === 'recover');
  assert.deepEqual(
    recoveries.map(({ recipient, sentAt }) => [recipient, sentAt !== null]),
    [[emailOf(early), true]],
  );
  assert.doesNotMatch(served.written(), /"level":(50|60)/, 'it stopped without a fault');
});

/** Nobody is let in any more. */
function isShut(port: number): Promise<boolean> {
  return ask(port, '/healthz').then(
    () => false,
    () => true,
  );
}

function recover(person: PersonActor): Promise<unknown> {
  return run(muster, { kind: 'identity' }, askRecovery, { email: emailOf(person) });
}

function mailsOf() {
  return muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('mails').select(['kind', 'recipient', 'sentAt']).execute(),
  );
}

async function openLive(): Promise<{ ended: Promise<boolean> }> {
  const path = `/api/v1/spaces/${world.address}/live?topics=thread:${world.objects.thread}`;
  const answer = await fetch(`http://127.0.0.1:${served.port}${path}`);
  assert.equal(answer.status, 200);
  return {
    ended: answer.text().then(
      () => true,
      () => false,
    ),
  };
}

/** A comment of which the server has the head and half of the body. */
async function sendHalf(token: string, said: string) {
  const body = JSON.stringify({ body: said });
  const sending = request({
    host: '127.0.0.1',
    port: served.port,
    path: `/api/v1/spaces/${world.address}/threads/${world.objects.thread}/comments`,
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  sending.write(body.slice(0, 10));
  await wait(500);
  return {
    sendRest: async () => {
      sending.end(body.slice(10));
      const [answer] = await once(sending, 'response', { signal: AbortSignal.timeout(20_000) });
      const { statusCode: status, headers } = answer;
      return { status, connection: headers.connection, text: await text(answer) };
    },
  };
}

/** Takes every mail, those that count only after a while. */
async function openSmtp(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) => {
      const slow = envelope.rcptTo.some(({ address }) => slowly.has(address));
      if (slow) mail.begun += 1;
      void text(stream)
        .then(() => wait(slow ? SLOW_MAIL_MS : 0))
        .then(() => {
          if (slow) mail.ended += 1;
          done();
        });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return server;
}
