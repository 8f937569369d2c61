import { grossPrice } from '@muster/clearing/money';
import { sql } from 'kysely';
import { isMakerOf } from '#features/making/server/making.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Services } from '#server/services.ts';

/** What has become of a pool, as far as the one who asks has to do with it. */
export type AfterPool = {
  /** The own invoice, by its id. */
  invoice: { id: string; number: number } | null;
  /** Buyers were asked to pay. */
  collected: boolean;
  /** Something is made for the one who asks. */
  parcel: boolean;
  order: {
    /** Hosts and the maker alone read it. */
    address: string | null;
    maker: string;
    state: string;
    placedAt: string;
    answeredAt: string | null;
    readyOn: string;
    steps: number;
    shown: number;
  } | null;
  offers: { address: string; maker: string; grossMinor: number }[];
};

/** Invoice, order and direct offers that grew from a pool; `pool` is its id. */
export async function readAfterPool(
  services: Services,
  actor: Actor,
  wanted: { space: string; pool: string },
) {
  return readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'pool.read' },
    async (db, found): Promise<AfterPool> => {
      const { rows } = await sql<Row>`
        select o.address, o.maker_id, o.state, o.placed_at, o.answered_at, o.ready_on::text as ready_on,
          coalesce(g.name, p.name, '') as maker,
          (select count(*)::int from milestones m where m.space_id = o.space_id and m.order_id = o.id) as steps,
          (select count(*)::int from milestones m where m.space_id = o.space_id and m.order_id = o.id and m.shown_at is not null) as shown,
          exists (select from deliveries d where d.space_id = o.space_id and d.order_id = o.id and d.person_id = ${personOf(actor)}) as parcel
        from orders o
        left join organisations g on g.space_id = o.space_id and g.id = o.maker_id
        left join people p on p.id = o.maker_id
        where o.space_id = ${found.space.id} and o.deal_id = ${wanted.pool}`.execute(db);
      const invoice = await db
        .selectFrom('invoices')
        .select(['id', 'number'])
        .where('spaceId', '=', found.space.id)
        .where('dealId', '=', wanted.pool)
        .where('personId', '=', personOf(actor))
        .executeTakeFirst();
      const collection = await db
        .selectFrom('collections')
        .select('poolId')
        .where('spaceId', '=', found.space.id)
        .where('poolId', '=', wanted.pool)
        .executeTakeFirst();
      const { rows: offers } = await sql<{
        address: string;
        maker: string;
        priceMinor: number;
        taxBps: number;
      }>`select o.address, coalesce(g.name, p.name, '') as maker, o.price_minor, o.tax_bps
        from direct_offers o
        left join organisations g on g.space_id = o.space_id and g.id = o.maker_id
        left join people p on p.id = o.maker_id
        where o.space_id = ${found.space.id} and o.pool_id = ${wanted.pool} and o.closed_at is null
        order by o.price_minor`.execute(db);
      const [order] = rows;
      return {
        collected: collection !== undefined,
        invoice: invoice ?? null,
        parcel: order?.parcel ?? false,
        order: order
          ? shownOrder(order, found.role === 'host' || isMakerOf(found, actor, order.makerId))
          : null,
        offers: offers.map(({ address, maker, priceMinor, taxBps }) => ({
          address,
          maker,
          grossMinor: grossPrice(priceMinor, taxBps),
        })),
      };
    },
  );
}

type Row = {
  address: string;
  makerId: string;
  maker: string;
  state: string;
  placedAt: Date;
  answeredAt: Date | null;
  readyOn: string;
  steps: number;
  shown: number;
  parcel: boolean;
};

function shownOrder(row: Row, reads: boolean): AfterPool['order'] {
  const { address, maker, state, placedAt, answeredAt, readyOn, steps, shown } = row;
  return {
    address: reads ? address : null,
    maker,
    state,
    placedAt: placedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    readyOn,
    steps,
    shown,
  };
}
