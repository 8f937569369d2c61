-- What somebody would pay at most is read by themselves and the hosts alone; how many want a thing is read by all. A row is
-- seen whole or not at all, so the two stand in two tables.
create table me_too_limits (
  space_id uuid not null,
  wanted_id uuid not null,
  person_id uuid not null,
  limit_minor integer not null check (limit_minor > 0),
  primary key (space_id, wanted_id, person_id),
  foreign key (space_id, wanted_id, person_id) references me_toos (space_id, wanted_id, person_id) on delete cascade
);
insert into me_too_limits (space_id, wanted_id, person_id, limit_minor)
  select space_id, wanted_id, person_id, limit_minor from me_toos where limit_minor is not null;
-- NOTE: no release has been made with this column; from the first one on, a column is left a release before it goes.
alter table me_toos drop column limit_minor;

alter table me_too_limits enable row level security;
create policy readable on me_too_limits for select using (
  (person_id = (select current_person()) and space_id in (select unnest(own_spaces())))
  or space_id in (select unnest(hosted_spaces())));
create policy written on me_too_limits for insert with check (
  (person_id = (select current_person()) and space_id in (select unnest(own_spaces())))
  or space_id in (select unnest(hosted_spaces())));
create policy changed on me_too_limits for update using (
  person_id = (select current_person()) and space_id in (select unnest(own_spaces())));
create policy removed on me_too_limits for delete using (
  person_id = (select current_person()) and space_id in (select unnest(own_spaces())));
