import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { receiptOwner } from '../actor.ts';
import { isPassing } from '../database/database.ts';
import { type Outcome, parse, type Refused, refused } from '../outcome.ts';
import { allows, type Standing } from '../policy.ts';
import type { Services } from '../services.ts';
import { beginChange, type Change } from './change.ts';
import { isKey, requestHashOf } from './receipts.ts';

/** What a command is about, and what the actor is to it. */
export type Found<Subject> = { standing: Standing; subject: Subject };

/**
 * One thing that somebody can do. Pages, the API, the worker and the command line all go through `execute`: parse, take the
 * idempotency key, find the subject (starting from what the actor may see), ask the policy, apply, keep the answer.
 */
export type Command<Input, Subject, Value> = {
  /** `noun.verb-object`, such as `journal.publish-post`. */
  name: string;
  /** The row of the policy table that decides. */
  action: string;
  input: z.ZodType<Input>;
  /** Undefined: not there, or not for this actor to know of. */
  find(change: Change, input: Input): Promise<Found<Subject> | undefined>;
  /** Must be a value of JSON: it is kept as the answer to the idempotency key. */
  apply(change: Change, input: Input, subject: Subject): Promise<Outcome<Value>>;
};

export type ExecuteOptions = {
  /** Chosen by the caller; the same key with the same input is answered with the same outcome, for ever. */
  key?: string | undefined;
};

const MOST_TRIES = 5;

export async function execute<Input, Subject, Value>(
  services: Services,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: unknown,
  { key }: ExecuteOptions = {},
): Promise<Outcome<Value>> {
  if (key !== undefined && !isKey(key)) return refused('invalid', 'idempotency-key-form');
  const parsed = parse(command.input, input);
  if (parsed.kind === 'refused') return parsed;
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(services, actor, command, parsed.value, key);
    } catch (error) {
      if (!isPassing(error) || attempt === MOST_TRIES) throw error;
      await services.pause(10 * 2 ** attempt * Math.random());
    }
  }
}

/** Carries a refusal out of a transaction that must not leave anything behind. */
class Refusal extends Error {
  readonly outcome: Refused;
  constructor(outcome: Refused) {
    super(outcome.name);
    this.outcome = outcome;
  }
}

async function attemptOnce<Input, Subject, Value>(
  services: Services,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: Input,
  key: string | undefined,
): Promise<Outcome<Value>> {
  const hooks: (() => void)[] = [];
  try {
    const outcome = await services.database.write(actor, async (db) => {
      const change = beginChange(services, actor, db, hooks);
      const receipt = key === undefined ? undefined : await claim(change, command.name, key, input);
      if (receipt) return receipt as Outcome<Value>;
      const applied = await findAndApply(change, command, input);
      if (applied.kind === 'refused') throw new Refusal(applied);
      if (key !== undefined) await keep(change, key, applied);
      return applied;
    });
    for (const run of hooks) run();
    return outcome;
  } catch (error) {
    if (error instanceof Refusal) return error.outcome;
    throw error;
  }
}

async function findAndApply<Input, Subject, Value>(
  change: Change,
  command: Command<Input, Subject, Value>,
  input: Input,
): Promise<Outcome<Value>> {
  const found = await command.find(change, input);
  if (!found) return refused('not-found');
  const row = change.services.policies[command.action];
  if (!row)
    throw new Error(
      `The command ${command.name} names the action ${command.action}, which no policy declares.`,
    );
  if (!allows(row, found.standing))
    return refused(change.actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  await change.services.faults.pause(`apply ${command.name}`);
  return command.apply(change, input, found.subject);
}

/** The kept outcome, or undefined when the key is ours now. A second claim waits here until the first one's end is known. */
async function claim(
  change: Change,
  command: string,
  key: string,
  input: unknown,
): Promise<Outcome<unknown> | undefined> {
  const owner = receiptOwner(change.actor);
  const requestHash = requestHashOf(change.services, command, input);
  const claimed = await change.db
    .insertInto('commandReceipts')
    .values({ actor: owner, key, command, requestHash, at: change.now })
    .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const kept = await change.db
    .selectFrom('commandReceipts')
    .select(['command', 'requestHash', 'outcome'])
    .where('actor', '=', owner)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (kept.command !== command || !requestHash.equals(kept.requestHash))
    return refused('key-reused');
  return { kind: 'done', value: (kept.outcome as { value: unknown } | null)?.value };
}

async function keep(change: Change, key: string, outcome: Outcome<unknown>): Promise<void> {
  await change.db
    .updateTable('commandReceipts')
    .set({ outcome: JSON.stringify(outcome) })
    .where('actor', '=', receiptOwner(change.actor))
    .where('key', '=', key)
    .execute();
}
