import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from './served-pages.ts';
import { isServing, type ServedProcess, serveProcess, until } from './served-process.ts';

/** What a supervisor and a collector of figures are told. */
const TOKEN = 'a-token-of-the-collector';
let served: ServedProcess;
before(async () => {
  served = await serveProcess(['start', '--no-pages'], { METRICS_TOKEN: TOKEN });
});
after(() => served.close());

for (const gone of ['closed', 'silent'] as const)
  test(`the health is well, unwell while the database is ${gone}, and well again`, async () => {
    assert.equal((await ask(served.port, '/healthz')).status, 200);
    served.gate.set(gone);
    const from = performance.now();
    const { status, text } = await ask(served.port, '/healthz');
    assert.equal(status, 503);
    assert.deepEqual(JSON.parse(text), { status: 'unwell', database: 'does not answer' });
    assert.ok(performance.now() - from < 6_000, 'an answer comes while the database gives none');
    served.gate.set('open');
    await until(() => isServing(served.port));
  });

test('figures are told to who shows the token, and their address counts for nothing', async () => {
  const figures = await ask(served.port, '/metrics', {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  assert.equal(figures.status, 200);
  for (const name of ['muster_live_windows', 'muster_jobs', 'process_resident_memory_bytes'])
    assert.match(figures.text, new RegExp(`^${name}`, 'm'));
  const strangers: Record<string, string>[] = [
    {},
    { authorization: TOKEN },
    { authorization: `Bearer ${TOKEN}x` },
    { authorization: 'Bearer ' },
    { 'x-forwarded-for': '127.0.0.1' },
  ];
  for (const headers of strangers) {
    const answer = await ask(served.port, '/metrics', { headers });
    assert.deepEqual([answer.status, answer.text], [404, ''], JSON.stringify(headers));
  }
});

for (const gone of ['closed', 'silent'] as const)
  test(`figures are told also while the database is ${gone}, as far as they go`, async () => {
    served.gate.set(gone);
    const answer = await ask(served.port, '/metrics', {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.text, /^process_resident_memory_bytes/m);
    served.gate.set('open');
    await until(() => isServing(served.port));
  });

test('without the setting there are no figures, for this machine neither', async () => {
  const bare = await serveProcess(['start', '--no-pages']);
  for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${TOKEN}`])
    assert.equal(
      (await ask(bare.port, '/metrics', { headers: { authorization } })).status,
      404,
      authorization,
    );
  await bare.close();
});
