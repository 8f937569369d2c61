-- What people are told, in the app and by mail, and what each of them chose.
alter table notifications add column subject_kind text not null default 'space';
alter table notifications add column subject_id uuid;
-- Where the notification is about a thread: reading the thread reads it too.
alter table notifications add column thread_id uuid;
alter table notifications add column actor_id uuid;
-- The same kind with the same words here is one notification, however often what it tells of happens again.
alter table notifications add column once text not null default '';
alter table notifications add column by_mail text not null default 'off' check (by_mail in ('off', 'now', 'daily'));
alter table notifications add column mailed_at timestamptz;
drop index notifications_once;
create unique index notifications_once on notifications (person_id, kind, once);
create index notifications_newest on notifications (person_id, created_at desc, id desc);
create index notifications_to_mail on notifications (by_mail, created_at) where by_mail <> 'off' and mailed_at is null;

-- NOTE: the two columns were never written; one choice of four takes their place.
alter table notification_choices drop column in_app, drop column by_mail;
alter table notification_choices add column choice text not null check (choice in ('app', 'now', 'daily', 'off'));

-- One digest a person and day of theirs: whichever worker writes the row sends it.
create table digests (
  person_id uuid not null references people,
  day date not null,
  made_at timestamptz not null,
  primary key (person_id, day)
);
alter table digests enable row level security;
create policy own on digests using (person_id = current_person() or acting_as() = 'installation');

-- Hosts are told once of a first contribution that nobody answers.
create table first_reply_alerts (
  space_id uuid not null references spaces,
  subject_id uuid not null,
  at timestamptz not null,
  primary key (space_id, subject_id)
);
alter table first_reply_alerts enable row level security;
create policy worker on first_reply_alerts using (acting_as() = 'installation');

-- What a mail tells of is looked at again before it leaves: who may not see it any more is not sent it.
alter table mails add column notifications uuid[];
alter table mails add column unsubscribe text check (length(unsubscribe) <= 300);
alter table mails add column withdrawn_at timestamptz;

-- Somebody who muted a thread is told nothing of it but when called by name.
alter table follows add column muted_at timestamptz;

-- Up to where somebody has read a thread.
create table thread_visits (
  space_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null references people,
  seen_at timestamptz not null,
  primary key (space_id, thread_id, person_id),
  foreign key (space_id, thread_id) references threads (space_id, id)
);
alter table thread_visits enable row level security;
create policy own on thread_visits using (
  (person_id = current_person() and space_id = any ((select readable_spaces())::uuid[])) or acting_as() = 'installation');
