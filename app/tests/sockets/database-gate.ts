import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Open: everything passes. Closed: nobody answers at the door. Silent: the door opens and nothing comes through. */
export type GateState = 'open' | 'closed' | 'silent';

export type DatabaseGate = {
  /** The address of the database through the gate. */
  url: string;
  set(state: GateState): void;
  close(): Promise<void>;
};

/** Stands between an app and its database, to be shut as a cable is pulled or a server hangs; the server itself runs on. */
export async function openDatabaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl);
  let state: GateState = 'open';
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((outer) => {
    keep(outer);
    if (state === 'closed') return outer.destroy();
    const inner = connect(Number(target.port || 5432), target.hostname);
    keep(inner);
    const passing = (to: Socket) => (part: Buffer) => {
      if (state === 'open') to.write(part);
    };
    outer.on('data', passing(inner)).on('close', () => inner.destroy());
    inner.on('data', passing(outer)).on('close', () => outer.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    set: (wanted) => {
      // What came through a silent gate in part is of no use to anybody later.
      if (wanted === 'closed' || state === 'silent') cutAll();
      state = wanted;
    },
    close: async () => {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
