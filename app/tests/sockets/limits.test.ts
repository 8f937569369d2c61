import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { PICTURE_LIMITS } from '#server/pictures/picture-limits.ts';
import { accessToken, buildWorld, type World } from '../policy/world.ts';
import { type Answered, form, type ServedPages, servePages } from './served-pages.ts';

/** What is larger than anything that we take is refused with a word, and the server goes on. */
const origin = 'http://muster.test';
let served: ServedPages;
let world: World;
let bearer: string;
before(async () => {
  served = await servePages(origin);
  world = await buildWorld(served.muster, 'public');
  bearer = `Bearer ${await accessToken(served.muster, world.people.host)}`;
});
after(() => served.close());

test('the API takes half a mebibyte of JSON, and says so of more', async () => {
  const long = await write(600 * 1024);
  assert.equal(long.status, 413);
  assert.match(long.text, /"name":"too-large"/);
  assert.equal((await write(1_000)).status, 201);
});

test('a picture has its own bound', async () => {
  const answer = await served.ask(`/api/v1/spaces/${world.address}/files?alt=A`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', authorization: bearer },
    body: Buffer.alloc(PICTURE_LIMITS.mostBytes + 1),
  });
  assert.equal(answer.status, 413, answer.text);
});

test('a page takes a form of twelve mebibytes at most, said beforehand or not', async () => {
  const sent = form({ body: 'x'.repeat(13 * 1024 * 1024) });
  const answer = await served.ask('/recover', { ...sent, headers: { ...sent.headers, origin } });
  assert.equal(answer.status, 413);
  const chunk = `${(64 * 1024).toString(16)}\r\n${'y'.repeat(64 * 1024)}\r\n`;
  const head = `POST /recover HTTP/1.1\r\nhost: muster.test\r\norigin: ${origin}\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n`;
  const told = await raw(head + chunk.repeat(13 * 16) + '0\r\n\r\n');
  assert.match(told, /^HTTP\/1\.1 413 /);
});

test('a head that does not end is cut, and what is not HTTP is refused', async () => {
  assert.match(
    await raw(`GET / HTTP/1.1\r\nhost: muster.test\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431 /,
  );
  assert.match(await raw('PRI * nothing\r\n\r\n'), /^HTTP\/1\.1 400 /);
  // Two lengths that differ are how one request is smuggled into another.
  const smuggled =
    'POST /recover HTTP/1.1\r\nhost: muster.test\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /';
  assert.match(await raw(smuggled), /^HTTP\/1\.1 400 /);
  assert.equal((await served.ask('/healthz')).status, 200);
});

test('a picture opens as a picture alone, whoever wrote its name', async () => {
  const { headers } = await served.ask(`/s/${world.address}/files/${world.objects.file}`);
  assert.equal(headers['content-type'], 'image/webp');
  assert.match(String(headers['content-disposition']), /^inline; filename="[0-9a-f-]{36}\.webp"$/);
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

function write(bytes: number): Promise<Answered> {
  return served.ask(`/api/v1/spaces/${world.address}/posts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: bearer },
    body: JSON.stringify({ title: 'Long', body: 'x'.repeat(bytes) }),
  });
}

/** Bytes as they stand, over a socket of their own; answers what came back until it ended. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(served.port, '127.0.0.1');
  socket.setTimeout(30_000, () => socket.destroy());
  // A server that refuses may stop reading while we still write.
  socket.on('error', () => undefined);
  socket.write(bytes);
  const parts: Buffer[] = [];
  for await (const part of socket) {
    parts.push(part as Buffer);
    if (Buffer.concat(parts).includes('\r\n\r\n')) break;
  }
  socket.destroy();
  return Buffer.concat(parts).toString('latin1');
}
