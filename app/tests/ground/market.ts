import assert from 'node:assert/strict';
import { acceptInvitation } from '#features/spaces/server/accept-invitation.ts';
import { invitationToken, invite } from '#features/spaces/server/invite.ts';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { addOrganisation } from '#features/spaces/server/organisations.ts';
import { commit, type Committed } from '#features/pools/server/commit.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import type { Actor, PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import type { Services } from '#server/services.ts';
import { somebody } from './people.ts';

/** A space with its host and a maker, and as many peers as a test asks for. */
export type Place = {
  host: PersonActor;
  maker: PersonActor;
  spaceId: string;
  /** Its address. */
  space: string;
  peer(name?: string): Promise<PersonActor>;
};

/** A place with one open pool. */
export type Market = Omit<Place, 'space'> & {
  poolId: string;
  /** The addresses, as every route of the pool takes them. */
  place: { space: string; pool: string };
  /** The tiers of the first worked example of the clearing rule. */
  offer: typeof OFFER;
  commit(
    peer: PersonActor,
    wish: { max: number; limitMinor: number; variant?: string },
  ): Promise<Committed>;
};

const OFFER = {
  tiers: [
    { from: 1, priceMinor: 9_000 },
    { from: 20, priceMinor: 7_500 },
    { from: 60, priceMinor: 5_500 },
  ],
  leadDays: 40,
};

/** A pool of thirty days from 2026-03-01 on. */
export const television = {
  title: 'A plain 65-inch screen',
  spec: [
    { name: 'Diagonal', kind: 'number', value: 65, unit: 'in' },
    { name: 'Tuner', kind: 'yes-no', value: false },
  ],
  benchmarkMinor: 12_000,
  benchmarkSource: 'Shop on the corner, 1 March',
  closesAt: '2026-03-31T09:00:00Z',
};

export async function openPlace(services: Services): Promise<Place> {
  const host = await somebody(services, { name: 'Host' });
  const { id: spaceId, address: space } = await must(services, host, openSpace, {
    name: 'Screens',
    objective: 'sales',
    visibility: 'public',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  const joined = async (role: string, name = role, organisation?: string) => {
    const person = await somebody(services, { name });
    const made = await must(services, host, invite, { space, role, organisation });
    const token = invitationToken(services, made.id);
    await must(services, person, acceptInvitation, { token });
    return person;
  };
  const mill = await must(services, host, addOrganisation, { space, kind: 'maker', name: 'Mill' });
  const maker = await joined('maker', 'maker', mill.id);
  return { host, maker, spaceId, space, peer: (name) => joined('peer', name) };
}

export async function openMarket(
  services: Services,
  terms: Record<string, unknown>,
): Promise<Market> {
  const { space, ...people } = await openPlace(services);
  const { address: pool } = await must(services, people.host, openPool, { space, ...terms });
  const row = await services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('pools').select('id').where('address', '=', pool).executeTakeFirstOrThrow(),
  );
  const place = { space, pool };
  return {
    ...people,
    poolId: row.id,
    place,
    offer: OFFER,
    commit: async (peer, wish) => {
      const outcome = await commit(services, peer, { ...place, min: 1, ...wish });
      assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
      return outcome.value;
    },
  };
}

export async function must<Input, Subject, Value>(
  services: Services,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: unknown,
): Promise<Value> {
  const outcome = await execute(services, actor, command, input);
  assert.ok(outcome.kind === 'done', `${command.name}: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
