-- no transaction
create unique index concurrently if not exists pool_variants_key on pool_variants (space_id, pool_id, key);
create unique index concurrently if not exists direct_offers_open_variant on direct_offers (space_id, pool_id, maker_id, variant_id) nulls not distinct where closed_at is null;
drop index concurrently if exists direct_offers_open;
