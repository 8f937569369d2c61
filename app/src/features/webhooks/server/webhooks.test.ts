import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startFollowers } from '#server/events/follower.ts';
import { isPublic, postOutside } from '#server/outgoing.ts';
import { execute } from '#server/commands/command.ts';
import { changeMember, joinSpace } from '#features/spaces/server/memberships.ts';
import { followers, jobHandlers } from '#lib/muster.ts';
import { somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { buildWorld, run, type World } from '../../../../tests/policy/world.ts';
import { addWebhook, pauseWebhook, sendAgain, webhookSecret } from './manage-webhooks.ts';
import { readDeliveries } from './webhook-reads.ts';

type Received = { id: string; headers: Record<string, string>; body: string };

let muster: TestInstallation;
let world: World;
let receiver: Server;
let url: string;
let refuseNext = 0;
const received: Received[] = [];
const faults = testFaults();

before(async () => {
  muster = await openTestInstallation({ faults, settings: { ALLOW_PRIVATE_WEBHOOKS: '1' } });
  world = await buildWorld(muster, 'public');
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      if (refuseNext > 0) {
        refuseNext -= 1;
        response.writeHead(500).end();
        return;
      }
      received.push({ id: headers['webhook-id'] ?? '', headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
after(async () => {
  await muster.close();
  await new Promise((resolve) => receiver.close(resolve));
});

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('what happens in a space reaches its webhook once, signed, though two workers follow', async () => {
  const { id } = await run(muster, world.people.host, addWebhook, {
    space: world.address,
    url,
    kinds: ['member.joined'],
  });
  const working = [
    startFollowers(muster.services, followers),
    startFollowers(muster.services, followers),
  ];
  await muster.services.jobs.work(muster.services, jobHandlers);
  const people = await Promise.all(Array.from({ length: 12 }, () => somebody(muster.services)));
  await Promise.all(
    people.map((person) => execute(muster.services, person, joinSpace, { space: world.address })),
  );
  await until('twelve deliveries have come', () => received.length >= 12);
  for (const each of working) await each.stop();
  assert.equal(new Set(received.map((each) => each.id)).size, received.length, 'none came twice');
  const joined = received.map(
    ({ body }) => (JSON.parse(body) as { data: { subject: string } }).data.subject,
  );
  assert.deepEqual(joined.toSorted(), people.map(({ personId }) => personId).toSorted());
  const webhook = new Webhook(webhookSecret(muster.services, id));
  for (const { body, headers } of received)
    assert.doesNotThrow(() => webhook.verify(body, headers));
  assert.throws(() => webhook.verify(`${received[0]?.body} `, received[0]?.headers ?? {}));
});

test('a receiver that fails is kept in the list with what it answered', async () => {
  refuseNext = 1;
  const change = {
    space: world.address,
    person: world.people.maker.personId,
    role: 'peer',
    organisation: null,
  };
  const { host } = world.people;
  const { id: webhook } = await run(muster, host, addWebhook, {
    space: world.address,
    url,
    kinds: ['member.role-changed'],
  });
  await run(muster, world.people.host, changeMember, change);
  await muster.settle();
  await until('the first try was refused', () => refuseNext === 0);
  const read = async () => {
    const outcome = await readDeliveries(
      muster.services,
      host,
      { space: world.address, webhook },
      {},
    );
    assert.equal(outcome.kind, 'done');
    return outcome.value.deliveries[0];
  };
  await until('the failure is written down', async () => Boolean((await read())?.failure));
  const failed = await read();
  assert.deepEqual([failed?.responseStatus, failed?.deliveredAt], [500, null]);

  // Nobody waits for the next try: the host sends it again, and the receiver knows it by its id.
  const again = { space: world.address, webhook, delivery: failed?.id };
  await run(muster, host, sendAgain, again);
  await until('it is delivered', async () => Boolean((await read())?.deliveredAt));
  await run(muster, host, pauseWebhook, { space: world.address, webhook });
  const off = await execute(muster.services, host, sendAgain, again);
  assert.equal(off.kind === 'refused' && off.because, 'webhook-is-off');
});

async function addMany(): Promise<number> {
  const { address, people } = await buildWorld(muster, 'private');
  const input = { space: address, url, kinds: ['member.joined'] };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => execute(muster.services, people.host, addWebhook, input)),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('a space has ten webhooks at most, however many are added at once', async () => {
  // One is there already.
  assert.equal(await addMany(), 9);
});

test('without its lock there would be more: the race test sees it', async () => {
  faults.leaveOut('webhooks');
  assert.ok(await goesWrong(async () => (await addMany()) > 9));
  faults.restore();
});

test('addresses inside the own network are not called', async () => {
  const call = { body: '{}', headers: {}, allowPrivate: false };
  assert.deepEqual(await postOutside('https://127.0.0.1/x', call), {
    kind: 'refused',
    reason: 'not-a-public-address',
  });
  assert.deepEqual(await postOutside('http://example.org/x', call), {
    kind: 'refused',
    reason: 'not-https',
  });
  const inside = [
    '10.0.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.168.1.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '::127.0.0.1',
    'nonsense',
  ];
  assert.deepEqual(inside.filter(isPublic), []);
  assert.equal(isPublic('93.184.216.34') && isPublic('2606:2800:220:1::1'), true);
});
