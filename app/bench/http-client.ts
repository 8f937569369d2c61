import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** One connection: asks, waits for the whole answer, and only then may be asked again. Answers the status. */
export type HttpClient = { ask(request: string): Promise<number>; close(): void };

/**
 * A client that costs the machine little, so that a benchmark on two cores measures the server: the request is written as it
 * stands, and of the answer only the status and the length are read.
 */
export async function connectHttp(port: number): Promise<HttpClient> {
  const socket = await open(port);
  let answered: ((status: number) => void) | undefined;
  let broken: ((error: Error) => void) | undefined;
  let status = 0;
  let missing = -1;
  socket.on('data', (chunk: Buffer) => {
    if (missing < 0) ({ status, missing } = readHead(chunk));
    else missing -= chunk.length;
    if (missing > 0) return;
    missing = -1;
    answered?.(status);
  });
  socket.on('error', (error) => broken?.(error));
  socket.on('close', () => broken?.(new Error('The server closed the connection.')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        answered = resolve;
        broken = reject;
        socket.write(request, 'latin1');
      }),
    close: () => socket.destroy(),
  };
}

/** NOTE: a small answer comes with its whole head in the first part; anything else is an error here, not a wrong number. */
function readHead(chunk: Buffer): { status: number; missing: number } {
  const end = chunk.indexOf(HEAD_END);
  const head = chunk.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (end < 0 || length === undefined) throw new Error(`An answer without a length: ${head}`);
  const body = chunk.length - end - HEAD_END.length;
  return { status: Number(head.slice(9, 12)), missing: Number(length) - body };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}
