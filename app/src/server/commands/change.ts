import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import { personOf } from '../actor.ts';
import type { Handle } from '../database/database.ts';
import { introduce } from '../database/database.ts';
import { INSTALLATION, newId } from '../ids.ts';
import type { Services } from '../services.ts';

export type NewEvent = {
  /** `noun.what-happened`, such as `comment.written`. */
  kind: string;
  /** Undefined: the event belongs to the installation. */
  spaceId?: string;
  subjectId?: string;
  /** Ids and small facts; never a secret, never what a viewer of the space may not see. */
  data?: Record<string, unknown>;
};

/** One change in the making: its transaction, its moment, its actor, and what it announces. */
export type Change = {
  db: Handle;
  actor: Actor;
  now: Date;
  services: Services;
  id(): string;
  /** Throws for a kind that no slice declares: nobody could follow it knowingly. */
  emit(event: NewEvent): Promise<void>;
  /** A job for each of these, run after this change is durable, and only then. */
  enqueue(queue: string, ...data: object[]): Promise<void>;
  /** Takes the named lock until the change ends: others that want it wait. */
  lock(name: string, key: string): Promise<void>;
  /** From here on row-level security sees a worker of the space: for what an outsider may rightly start, such as joining. */
  actForSpace(spaceId: string): Promise<void>;
  /** From here on row-level security sees the installation itself: for what an operator does, once the policy has agreed. */
  actForInstallation(): Promise<void>;
  afterCommit(run: () => void): void;
};

export function beginChange(
  services: Services,
  actor: Actor,
  db: Handle,
  hooks: (() => void)[],
): Change {
  const now = services.clock.now();
  return {
    db,
    actor,
    now,
    services,
    id: () => newId(now),
    emit: async (event) => {
      if (!services.eventKinds.has(event.kind))
        throw new Error(`No slice declares the event ${event.kind}; add it to its *-events.ts.`);
      await db
        .insertInto('events')
        .values({
          spaceId: event.spaceId ?? INSTALLATION,
          id: newId(now),
          kind: event.kind,
          actorId: personOf(actor),
          subjectId: event.subjectId ?? null,
          data: JSON.stringify(event.data ?? {}),
          at: now,
        })
        .execute();
      if (!hooks.includes(services.announcer.announce)) hooks.push(services.announcer.announce);
    },
    enqueue: (queue, ...data) => services.jobs.enqueue(db, queue, ...data),
    lock: async (name, key) => {
      await services.faults.pause(`before ${name}`);
      await takeLock({ db, services }, name, key);
    },
    actForSpace: (spaceId) => introduce(db, { kind: 'space', spaceId }),
    actForInstallation: () => introduce(db, { kind: 'installation' }),
    afterCommit: (run) => hooks.push(run),
  };
}

/** Asks for the named lock before it returns, so that whatever is asked for behind it sees what was there once it was taken. */
export async function takeLock(
  { db, services }: Pick<Change, 'db' | 'services'>,
  name: string,
  key: string,
): Promise<void> {
  if (services.faults.withoutLock(name)) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${name}:${key}`}, 0))`.execute(db);
}
