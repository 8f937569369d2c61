import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../tests/ground/test-installation.ts';
import { buildWorld, type World } from '../../tests/policy/world.ts';
import { openWindow } from './live-windows.ts';

let muster: TestInstallation;
let world: World;
before(async () => {
  muster = await openTestInstallation({ live: true });
  world = await buildWorld(muster, 'public');
});
after(() => muster.close());

for (const leaves of [false, true]) {
  test(`a window that ${leaves ? 'left before it was open' : 'was open and left'} is not followed any more`, async () => {
    const { services } = muster;
    const heard = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<number>();
    const server = createServer((_request, response) => {
      void (async () => {
        const closed = once(response, 'close');
        heard.resolve();
        await goOn.promise;
        if (leaves) await closed;
        const wanted = {
          space: world.address,
          topics: [`thread:${world.objects.thread}`],
          since: undefined,
        };
        await openWindow(services, world.people.peer, wanted, response);
        opened.resolve(services.live.count());
        if (!leaves) await closed;
        left.resolve();
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    const client = connect(address.port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await heard.promise;
    if (leaves) client.destroy();
    goOn.resolve();
    assert.equal(await opened.promise, leaves ? 0 : 1);
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await left.promise;
    assert.equal(services.live.count(), 0);
  });
}
