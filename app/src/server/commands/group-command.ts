import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { receiptOwner } from '../actor.ts';
import { type Handle, isOfOneRow, isPassing } from '../database/database.ts';
import { gather } from '../gather.ts';
import { type Outcome, parse, refused } from '../outcome.ts';
import { allows, type Standing } from '../policy.ts';
import type { Services } from '../services.ts';
import { beginChange, type Change, takeLock } from './change.ts';
import type { ExecuteOptions } from './command.ts';
import { isKey, requestHashOf } from './receipts.ts';

/** What calls share that are written together: one thing in one space, such as a pool. */
export type Group = { spaceId: string; id: string };
export type GroupCall<Input> = { actor: Actor; input: Input };

/**
 * One thing that very many people do to the same object at once. Calls that arrive together share one transaction: each is
 * parsed, looked up under its key, asked of the policy and answered by itself, and only when the transaction is durable.
 * docs/decisions/004-group-commit.md says what is given up for it, and what is not.
 */
export type GroupCommand<Input, State, Kept, Value> = {
  name: string;
  /** The row of the policy table that decides, asked for every call. */
  action: string;
  input: z.ZodType<Input>;
  /** Which transaction a call belongs to. It only names a place and tells nothing to the caller. */
  groupOf(services: Services, input: Input): Promise<Group | undefined>;
  /** The name of the lock under which a batch runs, one batch of a group at a time. */
  lock: string;
  /**
   * Reads what all calls need, when the lock is held. It asks for everything at once: then it is one round trip. Row-level
   * security sees a worker of the space.
   */
  open(
    change: Change,
    group: Group,
    calls: readonly GroupCall<Input>[],
  ): Promise<State | undefined>;
  /** What this caller is to the object; undefined: not there, or not for this caller to know of. */
  standing(state: State, call: GroupCall<Input>): Standing | undefined;
  /** Decides in memory, one call after the other; a refused call must leave nothing. What it gives is kept under the key. */
  decide(change: Change, state: State, call: GroupCall<Input>): Outcome<Kept>;
  /** Writes down what was decided, all of it asked for at once. */
  write(change: Change, state: State): Promise<void>;
  /** Makes the answers of what is kept, for new calls and for repeated ones alike. */
  answer(change: Change, state: State, kept: readonly Kept[]): Promise<Value[]>;
};

export type RunGroup<Value> = (
  services: Services,
  actor: Actor,
  input: unknown,
  options?: ExecuteOptions,
) => Promise<Outcome<Value>>;

type Call<Input> = GroupCall<Input> & { key: string | undefined; hash: Buffer };

const MOST_TRIES = 5;
const MOST_IN_BATCH = 256;
const MOST_GROUPS = 1_000;

/** The door to a group command, as `execute` is to a plain one. One batch a process and group is in flight at a time. */
export function openGroupCommand<Input, State, Kept, Value>(
  command: GroupCommand<Input, State, Kept, Value>,
): RunGroup<Value> {
  const queues = new WeakMap<
    Services,
    Map<string, (call: Call<Input>) => Promise<Outcome<Value>>>
  >();
  const queueOf = (services: Services, group: Group) => {
    const groups = queues.get(services) ?? new Map();
    queues.set(services, groups);
    const known = groups.get(group.id);
    if (known) return known;
    if (groups.size >= MOST_GROUPS) groups.clear();
    const queue = gather<Call<Input>, Outcome<Value>>({
      most: MOST_IN_BATCH,
      // One call of each actor in a batch: then a batch holds no key twice, and no actor acts twice on one state.
      keyOf: ({ actor }) => receiptOwner(actor),
      run: (calls) => runBatch(services, command, group, calls),
    });
    groups.set(group.id, queue);
    return queue;
  };
  return async (services, actor, input, { key } = {}) => {
    if (key !== undefined && !isKey(key)) return refused('invalid', 'idempotency-key-form');
    const parsed = parse(command.input, input);
    if (parsed.kind === 'refused') return parsed;
    const group = await command.groupOf(services, parsed.value);
    if (!group) return refused('not-found');
    const hash = requestHashOf(services, command.name, parsed.value);
    return queueOf(services, group)({ actor, input: parsed.value, key, hash });
  };
}

type Outcomes<Value> = Promise<readonly Outcome<Value>[]>;

async function runBatch<Input, State, Kept, Value>(
  services: Services,
  command: GroupCommand<Input, State, Kept, Value>,
  group: Group,
  calls: readonly Call<Input>[],
): Outcomes<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(services, command, group, calls);
    } catch (error) {
      if (isPassing(error) && attempt < MOST_TRIES)
        await services.pause(10 * 2 ** attempt * Math.random());
      else if (isOfOneRow(error) && calls.length > 1)
        return runAlone(services, command, group, calls);
      else throw error;
    }
  }
}

/** Where one call broke the batch, the others must not fail with it. */
async function runAlone<Input, State, Kept, Value>(
  services: Services,
  command: GroupCommand<Input, State, Kept, Value>,
  group: Group,
  calls: readonly Call<Input>[],
): Outcomes<Value> {
  const outcomes: Outcome<Value>[] = [];
  for (const call of calls) {
    const [outcome] = await runOnce(services, command, group, [call]).catch((error: unknown) => {
      services.log.error({ error: String(error), command: command.name }, 'one of a batch broke');
      return [refused('not-now', 'broken')];
    });
    outcomes.push(outcome ?? refused('not-now', 'broken'));
  }
  return outcomes;
}

async function runOnce<Input, State, Kept, Value>(
  services: Services,
  command: GroupCommand<Input, State, Kept, Value>,
  group: Group,
  calls: readonly Call<Input>[],
): Outcomes<Value> {
  const hooks: (() => void)[] = [];
  const actor: Actor = { kind: 'space', spaceId: group.spaceId };
  const run = async (db: Handle) => {
    const change = beginChange(services, actor, db, hooks);
    await services.faults.pause(`before ${command.lock}`);
    // NOTE: asked for in one breath, the lock first: what is read behind it is read when it is held.
    const [, state, kept] = await Promise.all([
      takeLock(change, command.lock, group.id),
      command.open(change, group, calls),
      readKept<Kept>(change, calls),
    ]);
    if (state === undefined) return calls.map(() => refused('not-found'));
    await services.faults.pause(`apply ${command.name}`);
    const decided = calls.map(
      (call) =>
        keptOutcome(command.name, call, kept) ?? decideFresh(change, { command, state }, call),
    );
    // NOTE: the answers come last, when the writes are on their way: they are made while the database works.
    const [, , values] = await Promise.all([
      command.write(change, state),
      keep(change, command.name, calls, decided),
      new Promise<void>((resolve) => process.nextTick(resolve)).then(() =>
        answers(change, { command, state }, decided),
      ),
    ]);
    return values;
  };
  const outcomes = await services.database.write(actor, run, { often: true });
  for (const hook of hooks) hook();
  return outcomes;
}

/** What is known of a call: its outcome, and whether that was kept before. */
type Decided<Kept> = { outcome: Outcome<Kept>; again: boolean };
type KeptRow<Kept> = {
  actor: string;
  key: string;
  command: string;
  requestHash: Buffer;
  outcome: { value: Kept } | null;
};

/** What is kept under the keys of the calls, by owner and key. */
async function readKept<Kept>(
  change: Change,
  calls: readonly Call<unknown>[],
): Promise<ReadonlyMap<string, KeptRow<Kept>>> {
  const keyed = calls.filter(({ key }) => key !== undefined);
  if (keyed.length === 0) return new Map();
  const owners = keyed.map(({ actor }) => receiptOwner(actor));
  const keys = keyed.map(({ key }) => key ?? '');
  // NOTE: `offset 0` keeps it a lookup for each key. A join, planned while the table was small, would read all of it.
  const { rows } = await sql<KeptRow<Kept>>`
    select kept.* from unnest(${owners}::text[], ${keys}::text[]) asked (actor, key) cross join lateral (
      select r.actor, r.key, r.command, r.request_hash, r.outcome from command_receipts r
      where r.actor = asked.actor and r.key = asked.key offset 0) kept`.execute(change.db);
  return new Map(rows.map((row) => [`${row.actor} ${row.key}`, row]));
}

function keptOutcome<Kept>(
  command: string,
  { actor, key, hash }: Call<unknown>,
  kept: ReadonlyMap<string, KeptRow<Kept>>,
): Decided<Kept> | undefined {
  const row = key === undefined ? undefined : kept.get(`${receiptOwner(actor)} ${key}`);
  if (!row) return undefined;
  const { outcome } = row;
  const same = row.command === command && hash.equals(row.requestHash);
  return same && outcome
    ? { outcome: { kind: 'done', value: outcome.value }, again: true }
    : { outcome: refused('key-reused'), again: true };
}

function decideFresh<Input, State, Kept, Value>(
  change: Change,
  { command, state }: { command: GroupCommand<Input, State, Kept, Value>; state: State },
  call: GroupCall<Input>,
): Decided<Kept> {
  const row = change.services.policies[command.action];
  if (!row) throw new Error(`The command ${command.name} names the action ${command.action}.`);
  const standing = command.standing(state, call);
  const outcome =
    standing && allows(row, standing)
      ? command.decide(change, state, call)
      : refusalFor(standing, call.actor);
  return { outcome, again: false };
}

function refusalFor(standing: Standing | undefined, actor: Actor) {
  if (!standing) return refused('not-found');
  return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
}

/** A key that somebody else took meanwhile breaks the transaction; the next try finds its answer. */
async function keep<Input, Kept>(
  change: Change,
  command: string,
  calls: readonly Call<Input>[],
  decided: readonly Decided<Kept>[],
): Promise<void> {
  const rows = calls.flatMap(({ actor, key, hash }, index) => {
    const one = decided[index];
    if (key === undefined || !one || one.again || one.outcome.kind === 'refused') return [];
    return [{ owner: receiptOwner(actor), key, hash, outcome: JSON.stringify(one.outcome) }];
  });
  if (rows.length === 0) return;
  await sql`insert into command_receipts (actor, key, command, request_hash, outcome, at)
    select actor, key, ${command}, hash, outcome::jsonb, ${change.now}
    from unnest(${rows.map(({ owner }) => owner)}::text[], ${rows.map(({ key }) => key)}::text[],
      ${rows.map(({ hash }) => hash)}::bytea[], ${rows.map(({ outcome }) => outcome)}::text[]) as kept (actor, key, hash, outcome)
    order by actor, key`.execute(change.db);
}

async function answers<Input, State, Kept, Value>(
  change: Change,
  { command, state }: { command: GroupCommand<Input, State, Kept, Value>; state: State },
  decided: readonly Decided<Kept>[],
): Promise<Outcome<Value>[]> {
  const kept = decided.flatMap(({ outcome }) => (outcome.kind === 'done' ? [outcome.value] : []));
  const values = kept.length > 0 ? await command.answer(change, state, kept) : [];
  let at = 0;
  return decided.map(({ outcome }) => {
    if (outcome.kind === 'refused') return outcome;
    const value = values[at++];
    if (value === undefined) throw new Error(`${command.name} gave no answer to what it did.`);
    return { kind: 'done', value };
  });
}
