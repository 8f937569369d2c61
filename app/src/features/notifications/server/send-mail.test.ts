import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { invite } from '#features/spaces/server/invite.ts';
import { jobHandlers } from '#lib/muster.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { buildWorld, run, type World } from '../../../../tests/policy/world.ts';

let muster: TestInstallation;
let world: World;
let smtp: SMTPServer;
/** Refused by its name: mails of the world may still be on their way when the test begins. */
const BUSY = 'grace@example.org';
const arrived: { to: string; subject: string; text: string; id: string }[] = [];

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      if (address === BUSY) {
        done(Object.assign(new Error('try again later'), { responseCode: 451 }));
      } else done();
    },
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        const to = Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : [];
        arrived.push({
          to: to.map(({ text }) => text).join(),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          id: mail.messageId ?? '',
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
  const { port } = smtp.server.address() as AddressInfo;
  muster = await openTestInstallation({ settings: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  world = await buildWorld(muster, 'private');
  await muster.services.jobs.work(muster.services, jobHandlers);
});
after(async () => {
  await muster.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, 'waited too long');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const mailTo = (recipient: string) =>
  muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('mails').selectAll().where('recipient', '=', recipient).executeTakeFirstOrThrow(),
  );

test('an invitation arrives by SMTP with its link, and the outbox says so', async () => {
  await run(muster, world.people.host, invite, {
    space: world.address,
    email: 'ada@example.org',
    role: 'peer',
    note: 'Grüße',
  });
  await until(async () => (await mailTo('ada@example.org')).sentAt !== null);
  const mail = arrived.find(({ to }) => to === 'ada@example.org');
  assert.match(mail?.text ?? '', /http:\/\/muster\.test\/join\/[\w-]{43}/);
  assert.match(mail?.text ?? '', /Grüße/);
});

test('a server that says later is noted in the outbox with its words', async () => {
  await run(muster, world.people.host, invite, {
    space: world.address,
    email: BUSY,
    role: 'peer',
  });
  await until(async () => (await mailTo(BUSY)).failure !== null);
  const { failure, sentAt } = await mailTo(BUSY);
  assert.match(failure ?? '', /try again later/);
  assert.equal(sentAt, null);
});
