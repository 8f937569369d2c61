-- What pictures, threads and the journal need beyond their first tables.
-- The small variant of a picture, for feeds and phones.
alter table files add column small_sha256 bytea;
alter table files add column small_width integer check (small_width between 1 and 20000);
alter table files add column small_height integer check (small_height between 1 and 20000);

-- A thread is hidden while its subject is not to be read; the slice of the subject says when.
alter table threads add column hidden_at timestamptz;

-- The short address of a post: stable, and it tells nothing about how many there are.
alter table posts add column address text check (address ~ '^[a-z0-9]{8}$');
create unique index posts_address on posts (space_id, address);
-- NOTE: the words are split without a language, since a space may hold several. Row-level security keeps the planner from
-- an index over @@ (it is not leakproof): the stored column spares parsing, the key by space bounds the rows.
alter table posts add column search tsvector generated always as (
  setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')) stored;
