import type { Actor } from '../actor.ts';
import type { Services } from '../services.ts';
import { beginChange, type Change } from './change.ts';

/** One change of the worker, such as a deadline that came: no command asked for it, and no policy is to be asked. */
export async function inChange<Value>(
  services: Services,
  actor: Extract<Actor, { kind: 'space' | 'installation' }>,
  run: (change: Change) => Promise<Value>,
): Promise<Value> {
  const hooks: (() => void)[] = [];
  const value = await services.database.write(actor, (db) =>
    run(beginChange(services, actor, db, hooks)),
  );
  for (const hook of hooks) hook();
  return value;
}
