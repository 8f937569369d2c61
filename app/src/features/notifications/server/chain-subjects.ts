import { sql } from 'kysely';
import { type Find, readsSpace } from './subject-view.ts';

/** How wanteds, pools, orders, invoices and direct offers are found for a reader. */
export const chainFinders = {
  wanted: async (db, personId, ids) => {
    const { rows } = await sql<Row & { people: number }>`
      select w.id, w.address, w.title, s.address as space,
        (select count(*)::int from me_toos t where t.space_id = w.space_id and t.wanted_id = w.id) as people
      from wanteds w ${inReadableSpace(personId, 'w')} and w.removed_at is null and w.id = any (${ids}::uuid[])`.execute(
      db,
    );
    return rows.map(({ people, ...row }) =>
      found(row, `wanted/${row.address}`, { count: String(people) }),
    );
  },
  pool: async (db, personId, ids) => {
    const { rows } = await sql<Row>`
      select o.id, o.address, o.title, s.address as space
      from pools o ${inReadableSpace(personId, 'o')} and o.id = any (${ids}::uuid[])`.execute(db);
    return rows.map((row) => found(row, `pools/${row.address}`));
  },
  /** Hosts and the maker are led to the order, a buyer to the own parcels; it is nobody else's. */
  order: async (db, personId, ids) => {
    const { rows } = await sql<Row & { works: boolean; buys: boolean }>`
      select o.id, o.address, o.title, s.address as space,
        m.role = 'host' or (m.role = 'maker' and o.maker_id in (m.person_id, m.organisation_id)) is true as works,
        exists (select from deliveries d where d.space_id = o.space_id and d.order_id = o.id and d.person_id = ${personId}) as buys
      from orders o ${inReadableSpace(personId, 'o')} and o.id = any (${ids}::uuid[])`.execute(db);
    return rows
      .filter(({ works, buys }) => works || buys)
      .map(({ works, buys: _buys, ...row }) =>
        found(row, works ? `making/${row.address}` : 'making'),
      );
  },
  invoice: async (db, personId, ids) => {
    const { rows } = await sql<Row>`
      select i.id, i.id as address, i.title, s.address as space
      from invoices i ${inReadableSpace(personId, 'i')} and i.person_id = ${personId} and i.id = any (${ids}::uuid[])`.execute(
      db,
    );
    return rows.map((row) => found(row, `invoices/${row.address}`));
  },
  'direct-offer': async (db, personId, ids) => {
    const { rows } = await sql<Row>`
      select o.id, o.address, p.title, s.address as space
      from direct_offers o join pools p on p.space_id = o.space_id and p.id = o.pool_id
        ${inReadableSpace(personId, 'o')} and o.closed_at is null and o.id = any (${ids}::uuid[])`.execute(
      db,
    );
    return rows.map((row) => found(row, `direct/${row.address}`));
  },
} satisfies Record<string, Find>;

type Row = { id: string; address: string; title: string; space: string };

/** Joins the space of a row and what the reader is in it. */
function inReadableSpace(personId: string, alias: 'w' | 'o' | 'i') {
  return sql`join spaces s on s.id = ${sql.ref(alias)}.space_id
    left join memberships m on m.space_id = s.id and m.person_id = ${personId} where ${readsSpace}`;
}

function found({ id, title, space }: Row, below: string, facts: Record<string, string> = {}) {
  return { id, path: `/s/${space}/${below}`, title, excerpt: '', facts };
}
