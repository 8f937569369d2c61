import { createServer } from 'node:net';

export type Door = { host: string; port: number };

/**
 * Why nobody can listen at `port` of `host`, and what to do; null where it is free. Asked before the
 * database is opened: an installation that cannot be reached should not begin to play its demo.
 */
export function whyNotListen(door: Door): Promise<string | null> {
  if (door.port === 0) return Promise.resolve(null);
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(inWords(error, door)));
    probe.listen(door.port, door.host, () => probe.close(() => resolve(null)));
  });
}

function inWords(error: NodeJS.ErrnoException, { host, port }: Door): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return (
        `Port ${port} is taken: another program, perhaps another Muster, listens there. ` +
        `Stop it, or choose another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`
      );
    case 'EACCES':
      return `Port ${port} needs rights that this user does not have. Choose one from 1024 on: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${host}, which is no address of this machine. Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all who can reach it.`;
    default:
      return `Nobody can listen at port ${port} of ${host}: ${error.message}`;
  }
}
