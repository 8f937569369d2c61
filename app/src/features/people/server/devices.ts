import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done } from '#server/outcome.ts';
import { findSelf } from './self.ts';

export const endDeviceInput = z.object({ device: z.uuid() });

/** Signs out one of one's own devices. */
export const endDevice: Command<{ device: string }, string, { ended: number }> = {
  name: 'person.end-device',
  action: 'account.manage',
  input: endDeviceInput,
  find: findSelf,
  apply: async (change, { device }, personId) => {
    const ended = await change.db
      .deleteFrom('sessions')
      .where('personId', '=', personId)
      .where('id', '=', device)
      .executeTakeFirst();
    return done({ ended: Number(ended.numDeletedRows) });
  },
};

const nothing = z.object({}).default({});

/** Signs out everywhere but here; an access token has no here, so it ends all. */
export const endOtherDevices: Command<z.infer<typeof nothing>, string, { ended: number }> = {
  name: 'person.end-other-devices',
  action: 'account.manage',
  input: nothing,
  find: findSelf,
  apply: async (change, _input, personId) => {
    return done({ ended: await endOtherSessions(change, personId) });
  },
};

export async function endOtherSessions(change: Change, personId: string): Promise<number> {
  const { actor } = change;
  const here = actor.kind === 'person' && actor.by.kind === 'session' ? actor.by.id : null;
  const ended = await change.db
    .deleteFrom('sessions')
    .where('personId', '=', personId)
    .where('id', 'is distinct from', here)
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
}
