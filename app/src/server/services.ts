import { setTimeout } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';
import { type Announcer, openAnnouncer } from './events/announcer.ts';
import { type Live, openLive } from './events/live.ts';
import type { Faults } from './faults.ts';
import { type JobHandler, type Jobs, openJobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import { type OpenId, openOpenId } from './open-id.ts';
import { encodePicture } from './pictures/pictures.ts';
import type { PolicyTable } from './policy.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { openStorage, type Storage } from './storage.ts';

/** Everything that a command, a read or a job may lean on; built once a process and handed on. */
export type Services = {
  config: Config;
  clock: Clock;
  log: Log;
  faults: Faults;
  database: Database;
  announcer: Announcer;
  live: Live;
  jobs: Jobs;
  storage: Storage;
  secrets: Secrets;
  /** The provider that people may sign in with; undefined when none is set up. */
  openId: OpenId | undefined;
  /** NOTE: here and not imported where it is used, since its child process is found beside its source, which a bundle has not. */
  encodePicture: typeof encodePicture;
  policies: PolicyTable;
  /** Every kind of event that a slice declares. */
  eventKinds: ReadonlySet<string>;
  pause(milliseconds: number): Promise<void>;
  close(): Promise<void>;
};

export type ServiceParts = Pick<
  Services,
  'config' | 'clock' | 'log' | 'faults' | 'policies' | 'eventKinds'
> & {
  /** Of the database that has been migrated. */
  databaseUrl: string;
  queues: readonly JobHandler<Services>[];
};

export async function openServices(parts: ServiceParts): Promise<Services> {
  const { config, clock, log, faults, policies, eventKinds } = parts;
  const database = openDatabase(parts.databaseUrl, config.databasePoolSize, faults);
  const announcer = openAnnouncer(database, log);
  const live = openLive(database, log);
  const jobs = openJobs(parts.databaseUrl, log, parts.queues);
  const secrets = await openSecrets(config.dataFolder);
  return {
    config,
    clock,
    log,
    faults,
    policies,
    eventKinds,
    database,
    announcer,
    live,
    jobs,
    secrets,
    openId: openOpenId(config, clock, log),
    encodePicture,
    storage: openStorage(config.dataFolder),
    pause: (milliseconds) => setTimeout(milliseconds),
    close: async () => {
      await live.stop();
      await jobs.stop();
      await announcer.settle();
      await database.close();
    },
  };
}
