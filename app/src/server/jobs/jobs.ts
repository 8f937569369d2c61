import { z } from 'zod';
import { sql } from 'kysely';
import { fromKysely, type JobResult, PgBoss } from 'pg-boss';
import type { Handle } from '../database/database.ts';
import type { Log } from '../log.ts';

/** Work that may fail and is tried again, such as a mail. A handler may see a job twice and must not mind. */
export type JobHandler<Services> = {
  queue: string;
  /** How often it is tried, the first time included. */
  tries: number;
  /** The first wait; it doubles from try to try. */
  waitSeconds: number;
  timeoutSeconds: number;
  /** How long a job that is done stays to be looked at; absent: a week. */
  forgetAfterSeconds?: number;
  /** In the form of cron, in UTC: then the job also comes by itself, once for all workers. */
  schedule?: string;
  run(services: Services, data: unknown): Promise<void>;
};

/** A job that was tried as often as it may be. Its data are left out: ids at best. */
export type FailedJob = { queue: string; id: string; tries: number; failedAt: Date; why: string };

export type JobCounts = { queue: string; waiting: number; active: number; failed: number };

export type Jobs = {
  /** Writes the jobs in the transaction of the change: they exist when the change does. */
  enqueue(db: Handle, queue: string, ...data: object[]): Promise<void>;
  start(): Promise<void>;
  work<Services>(services: Services, handlers: readonly JobHandler<Services>[]): Promise<void>;
  counts(): Promise<JobCounts[]>;
  /** The newest that failed for good. */
  failed(): Promise<FailedJob[]>;
  /** Gives a failed job one more try, in the transaction of the change; false when there is no such job. */
  tryAgain(db: Handle, job: { queue: string; id: string }): Promise<boolean>;
  /** Takes no more jobs here; those under way go on. */
  rest(): Promise<void>;
  stop(): Promise<void>;
};

const BATCH = 10;
const POLL_SECONDS = 1;
const STOP_TIMEOUT_MS = 12_000;
const MOST_FAILED_SHOWN = 100;

export function openJobs(
  url: string,
  log: Log,
  queues: readonly Omit<JobHandler<never>, 'run'>[],
): Jobs {
  const boss = new PgBoss({
    connectionString: withAppRole(url),
    schema: 'pgboss',
    max: 4,
    createSchema: false,
    application_name: 'muster-jobs',
  });
  boss.on('error', (error: unknown) =>
    log.warn({ error: String(error) }, 'the job queue had trouble'),
  );
  let started: Promise<void> | undefined;
  const start = () => (started ??= boss.start().then(() => makeQueues(boss, queues)));
  return {
    start,
    enqueue: async (db, queue, ...data) => {
      await start();
      await boss.insert(
        queue,
        data.map((each) => ({ data: each })),
        { db: fromKysely(db) },
      );
    },
    work: async (services, handlers) => {
      await start();
      for (const handler of handlers) {
        const options = {
          batchSize: BATCH,
          pollingIntervalSeconds: POLL_SECONDS,
          perJobResults: true,
        } as const;
        await boss.work(handler.queue, options, (jobs) =>
          Promise.all(jobs.map((job) => runOne(services, handler, job))),
        );
        if (handler.schedule)
          await boss.schedule(handler.queue, handler.schedule, {}, { tz: 'UTC' });
      }
    },
    counts: async () => {
      await start();
      return countsOf(await boss.getQueues());
    },
    failed: async () => {
      await start();
      const text = `select name as queue, id, retry_count + 1 as tries, completed_on as failed_at,
        coalesce(output ->> 'message', '') as why from pgboss.job
        where state = 'failed' order by completed_on desc limit ${MOST_FAILED_SHOWN}`;
      const { rows } = await boss.getDb().executeSql(text, []);
      return rows.map(failedJob);
    },
    tryAgain: async (db, job) => {
      await start();
      return retryFailed(db, job);
    },
    rest: async () => {
      for (const { queue } of started ? queues : []) await boss.offWork(queue, { wait: false });
    },
    stop: async () => {
      if (started) await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

/** As the queue's own retry does it, but saying whether there was such a job. */
async function retryFailed(db: Handle, { queue, id }: { queue: string; id: string }) {
  const { rows } = await sql`update pgboss.job
    set state = 'retry', retry_limit = retry_limit + 1, completed_on = null
    where name = ${queue} and id = ${id} and state = 'failed' returning id`.execute(db);
  return rows.length > 0;
}

const failedRow = z.object({
  queue: z.string(),
  id: z.string(),
  tries: z.coerce.number(),
  failed_at: z.coerce.date(),
  why: z.string(),
});

function failedJob(row: unknown): FailedJob {
  const { failed_at: failedAt, ...rest } = failedRow.parse(row);
  return { ...rest, failedAt };
}

/** A job that throws fails alone; the others of its batch are not tried again for it. */
async function runOne<Services>(
  services: Services,
  handler: JobHandler<Services>,
  job: { id: string; data: unknown },
): Promise<JobResult> {
  try {
    await handler.run(services, job.data);
    return { id: job.id, status: 'completed' };
  } catch (error) {
    return { id: job.id, status: 'failed', output: { message: String(error) } };
  }
}

async function makeQueues(
  boss: PgBoss,
  queues: readonly Omit<JobHandler<never>, 'run'>[],
): Promise<void> {
  for (const { queue, tries, waitSeconds, timeoutSeconds, forgetAfterSeconds } of queues) {
    const options = {
      retryLimit: tries - 1,
      retryDelay: waitSeconds,
      retryBackoff: true,
      expireInSeconds: timeoutSeconds,
      ...(forgetAfterSeconds === undefined ? {} : { deleteAfterSeconds: forgetAfterSeconds }),
    };
    await boss.createQueue(queue, options);
    await boss.updateQueue(queue, options);
  }
}

function withAppRole(url: string): string {
  const address = new URL(url);
  address.searchParams.set('options', '-c role=muster_app');
  return address.href;
}

type Counted = { name: string; queuedCount: number; activeCount: number; failedCount: number };

/** The queue keeps some of its own, which are nobody's work. */
function countsOf(all: readonly Counted[]): JobCounts[] {
  const named = all.filter(({ name }) => !name.startsWith('__'));
  return named.map((queue) => ({
    queue: queue.name,
    waiting: queue.queuedCount,
    active: queue.activeCount,
    failed: queue.failedCount,
  }));
}
