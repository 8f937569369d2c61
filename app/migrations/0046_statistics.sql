-- A crowd that comes in a minute is not yet in what the planner knows of the tables: it took ten thousand commitments for one, and
-- closing their pool for half a minute. What works on a whole pool has the tables looked at first; the app may not do that itself.
create function refresh_statistics(names text[]) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare name text; begin
  foreach name in array names loop
    execute format('analyze public.%I', name);
  end loop;
end $$;
revoke all on function refresh_statistics(text[]) from public;
grant execute on function refresh_statistics(text[]) to muster_app;
