import pg from 'pg';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { addOrganisation } from '#features/spaces/server/organisations.ts';
import type { PersonActor } from '#server/actor.ts';
import { somebody } from '../tests/ground/people.ts';
import { openTestInstallation, type TestInstallation } from '../tests/ground/test-installation.ts';
import { run } from '../tests/policy/world.ts';
import { fillChain, openChain } from './filled-chain.ts';

export type Filled = {
  muster: TestInstallation;
  host: PersonActor;
  address: string;
  post: string;
  /** The pages of the chain, in a space that walked it with as many people. */
  chain: string[];
};

/** Rows of each kind in the one space that is measured; the same again lies in other spaces around it. */
export const ROWS = Number(process.env.BENCH_ROWS ?? 10_000);

/**
 * An installation with ten thousand of everything. NOTE: filled by set-based SQL past the commands, which only a benchmark
 * may: what is measured is reading.
 */
export async function fillInstallation(): Promise<Filled> {
  const muster = await openTestInstallation({ live: true, settings: { PORT: '0' } });
  const host = await somebody(muster.services, { name: 'Hanna Holt', operator: true });
  const fields = { objective: 'sales', visibility: 'public', currency: 'EUR', locale: 'en' };
  const opened = await run(muster, host, openSpace, { ...fields, name: 'Full', accent: 'oak' });
  const screens = await openChain(muster, host);
  await run(muster, host, addOrganisation, {
    space: opened.address,
    kind: 'partner',
    name: 'Mill',
  });
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  try {
    for (const statement of STATEMENTS)
      await owner.query(statement, valuesOf(statement, [opened.id, host.personId]));
    const chain = await fillChain({ muster, owner, host, opened: screens, rows: ROWS });
    await owner.query('analyze');
    const { rows } = await owner.query<{ address: string }>(
      'select address from posts where space_id = $1 order by published_at desc limit 1',
      [opened.id],
    );
    return { muster, host, address: opened.address, post: rows[0]?.address ?? '', chain };
  } finally {
    await owner.end();
  }
}

function valuesOf(statement: string, values: string[]): string[] {
  return statement.includes('$2') ? values : statement.includes('$1') ? values.slice(0, 1) : [];
}

const BODY = `'**Three** partners told me the same thing in one week. ' || repeat('What would you change first? ', 12)`;

/** $1 is the space, $2 its host. */
const STATEMENTS = [
  `insert into people (id, handle, name, created_at)
    select gen_random_uuid(), 'bench-' || i, 'Person ' || i, now() - i * interval '1 minute' from generate_series(1, ${ROWS}) i`,
  `insert into accounts (person_id, email, email_verified_at, created_at)
    select id, handle || '@example.org', now(), created_at from people where handle like 'bench-%'`,
  `insert into memberships (space_id, person_id, role, joined_at)
    select $1::uuid, id, 'peer', created_at from people where handle like 'bench-%'`,
  `insert into posts (space_id, id, author_id, title, body, created_at, published_at, address)
    select $1::uuid, gen_random_uuid(), $2::uuid, 'Post number ' || i, ${BODY}, now() - i * interval '1 minute',
      now() - i * interval '1 minute', lpad(to_hex(i), 8, '0') from generate_series(1, ${ROWS}) i`,
  `insert into threads (space_id, id, subject_kind, subject_id, comment_count, created_at)
    select space_id, gen_random_uuid(), 'post', id, 0, created_at from posts`,
  `insert into comments (space_id, id, thread_id, author_id, body, created_at)
    select t.space_id, gen_random_uuid(), t.id, p.id, 'Said ' || n.n || ': well drawn.', now() - n.n * interval '1 second'
    from (select t.* from threads t join posts on posts.id = t.subject_id order by published_at desc limit 1) t,
      (select id, row_number() over () as n from people where handle like 'bench-%') p
      join generate_series(1, ${ROWS}) as n (n) on n.n = p.n`,
  `update threads set comment_count = (select count(*) from comments c where c.thread_id = threads.id)
    where id in (select thread_id from comments)`,
  `insert into invitations (space_id, id, token_hash, role, uses_left, created_by, created_at, expires_at)
    select $1::uuid, gen_random_uuid(), sha256(i::text::bytea), 'peer', 1, $2::uuid, now() - i * interval '1 minute',
      now() + interval '9 days' from generate_series(1, ${ROWS}) i`,
  `insert into spaces (id, address, name, purpose, objective, visibility, currency, created_by, created_at)
    select gen_random_uuid(), 'space-' || i, 'Space ' || i, 'One of many', 'sales', 'public', 'EUR', $2::uuid,
      now() - i * interval '1 minute' from generate_series(1, 1000) i where $1::uuid is not null`,
  `insert into mails (id, kind, recipient, subject, body, created_at)
    select gen_random_uuid(), 'bench', 'a' || i || '@example.org', 'Hello', 'Text', now() - i * interval '1 minute'
    from generate_series(1, ${ROWS}) i`,
  `insert into audits (id, actor_id, act, object, at)
    select gen_random_uuid(), $2::uuid, 'mail.read', i::text, now() - i * interval '1 minute'
    from generate_series(1, ${ROWS}) i where $1::uuid is not null`,
];
