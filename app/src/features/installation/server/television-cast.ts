import {
  acceptInvitation,
  addOrganisation,
  invitationToken,
  invite,
} from '#features/spaces/server/spaces.ts';
import { addPeople } from '#features/people/server/people.ts';
import type { Actor, PersonActor } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { inChange } from '#server/commands/in-change.ts';
import type { Handle } from '#server/database/database.ts';
import { newId } from '#server/ids.ts';
import type { Services } from '#server/services.ts';
import { FIRST_NAMES, LAST_NAMES } from './demo-television.ts';

type Run = <Input, Subject, Value>(
  services: Services,
  actor: Actor,
  command: Command<Input, Subject, Value>,
  input: unknown,
) => Promise<Value>;

/** How the demo acts at its times in the past. */
export type Stage = {
  /** The same installation so many days ago. */
  at(daysAgo: number): Services;
  run: Run;
  read<Value>(run: (db: Handle) => Promise<Value>): Promise<Value>;
  readOrder(crowd: Crowd): Promise<{
    order: string;
    maker: PersonActor;
    milestones: string[];
    parcels: { id: string; buyer: PersonActor }[];
  }>;
};

type Coming = { name: string; person: PersonActor };
type Maker = { organisation: string; person: PersonActor };
export type Crowd = {
  space: string;
  host: PersonActor;
  buyers: PersonActor[];
  makers: { north: Maker; plain: Maker };
};

export function stageOf(services: Services, run: Run): Stage {
  const today = services.clock.now().getTime();
  const read: Stage['read'] = (reading) =>
    services.database.read({ kind: 'installation' }, reading);
  return {
    at: (daysAgo) => ({
      ...services,
      clock: { now: () => new Date(today - daysAgo * 86_400_000) },
    }),
    run,
    read,
    readOrder: (crowd) => read((db) => orderOf(db, crowd)),
  };
}

async function orderOf(db: Handle, { space, buyers, makers }: Crowd) {
  const order = await db
    .selectFrom('orders')
    .innerJoin('spaces', 'spaces.id', 'orders.spaceId')
    .select(['orders.id', 'orders.address', 'orders.makerId'])
    .where('spaces.address', '=', space)
    .orderBy('orders.placedAt')
    .executeTakeFirstOrThrow();
  const milestones = await db
    .selectFrom('milestones')
    .select('id')
    .where('orderId', '=', order.id)
    .orderBy('position')
    .execute();
  const parcels = await db
    .selectFrom('deliveries')
    .select(['id', 'personId'])
    .where('orderId', '=', order.id)
    .execute();
  const byId = new Map(buyers.map((buyer) => [buyer.personId, buyer]));
  const won = Object.values(makers).find(({ organisation }) => organisation === order.makerId);
  return {
    order: order.address,
    maker: (won ?? makers.north).person,
    milestones: milestones.map(({ id }) => id),
    parcels: parcels.flatMap(({ id, personId }) => {
      const buyer = byId.get(personId);
      return buyer ? [{ id, buyer }] : [];
    }),
  };
}

/** A hundred buyers and two makers come into the space. */
export async function gatherCrowd(
  stage: Stage,
  { space, host }: { space: string; host: PersonActor },
): Promise<Crowd> {
  const then = stage.at(100);
  const names = LAST_NAMES.flatMap((last) => FIRST_NAMES.map((first) => `${first} ${last}`));
  const everyone = [...names, 'Nils Nord', 'Petra Plaen'];
  const ids = await inChange(then, { kind: 'installation' }, (change) =>
    addPeople(
      change,
      everyone.map((name) => {
        const handle = name.toLowerCase().replace(' ', '-');
        return { name, handle, email: `${handle}@demo.example`, locale: 'en' };
      }),
    ),
  );
  const now = then.clock.now();
  const people = ids.map((personId): PersonActor => ({
    kind: 'person',
    personId,
    operator: false,
    by: { kind: 'session', id: newId(now), provedAt: now },
  }));
  const buyers = people.slice(0, names.length);
  const invited = await stage.run(then, host, invite, { space, role: 'peer', uses: 200 });
  const token = invitationToken(then, invited.id);
  await closeTo(8, buyers, (buyer) => stage.run(then, buyer, acceptInvitation, { token }));
  const [nils, petra] = people.slice(names.length);
  if (!nils || !petra) throw new Error('The demo has no makers.');
  const makers = {
    north: await bringMaker(stage, { space, host, name: 'Nordlicht Displays', person: nils }),
    plain: await bringMaker(stage, { space, host, name: 'Plaen Panels', person: petra }),
  };
  return { space, host, buyers, makers };
}

/** A maker's organisation comes into the space, and with it who speaks for it. */
export async function bringMaker(
  stage: Stage,
  { space, host, name, person }: { space: string; host: PersonActor } & Coming,
): Promise<Maker> {
  const then = stage.at(100);
  const added = { space, kind: 'maker', name };
  const organisation = await stage.run(then, host, addOrganisation, added);
  const asked = { space, role: 'maker', organisation: organisation.id };
  const made = await stage.run(then, host, invite, asked);
  await stage.run(then, person, acceptInvitation, { token: invitationToken(then, made.id) });
  return { organisation: organisation.id, person };
}

/** Does something for each, so many at a time. */
export async function closeTo<Item>(
  atOnce: number,
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce)
    await Promise.all(items.slice(from, from + atOnce).map(run));
}
