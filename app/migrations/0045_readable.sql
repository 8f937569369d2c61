-- Whether a row stands in a space that the actor may read was looked up by walking the whole list of readable spaces, once for
-- each row: ten thousand rows among a thousand public spaces took 40 ms. As a subquery the list is hashed once a query (2 ms).
-- NOTE: `= any (array)` is only hashed when the array is a constant. A policy that reads `readable_spaces()` is written like these.
do $$ declare p record; old constant text := '= ANY (( SELECT readable_spaces() AS readable_spaces)::uuid[])';
  fresh constant text := 'in (select unnest(readable_spaces()))'; begin
  for p in select * from pg_policies where schemaname = 'public' and concat(qual, with_check) like '%readable_spaces()%' loop
    execute format('alter policy %I on %I', p.policyname, p.tablename)
      || coalesce(' using (' || replace(p.qual, old, fresh) || ')', '')
      || coalesce(' with check (' || replace(p.with_check, old, fresh) || ')', '');
  end loop;
end $$;
-- Who asks is looked up once too: members are the one table of which all rows of a space are counted for somebody.
alter policy readable on memberships using (
  space_id in (select unnest(readable_spaces())) or person_id = (select current_person()));

-- A space that is both public and one's own may stand twice in the list: sorting out doubles cost more than they do.
create or replace function readable_spaces() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(case acting_as()
    when 'installation' then (select array_agg(id) from spaces)
    when 'space' then array[nullif(current_setting('muster.space', true), '')::uuid]
    else array(select id from spaces where visibility = 'public' and closed_at is null
      union all select space_id from memberships where person_id = current_person())
  end, '{}') $$;
