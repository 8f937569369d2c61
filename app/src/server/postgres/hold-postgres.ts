import { startEmbeddedPostgres } from './embedded-postgres.ts';

// For the test beside it: another process that uses the server of a folder until it is told to stop, or is killed.
const [folder = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ folder, log: () => undefined });
process.once('message', () => void postgres.stop().then(() => process.exit(0)));
process.send?.({ port: postgres.port, pid: postgres.processId() });
