-- What the rooms of a space need: organisations that leave without taking their history along, and invitations that
-- can be mailed again, a bounded number of times.
alter table organisations add column removed_at timestamptz;
alter table invitations add column mails_sent integer not null default 0;
-- Reopening is an update of a closed space by one of its hosts; the policy «hosted» already allows it to members alone.
