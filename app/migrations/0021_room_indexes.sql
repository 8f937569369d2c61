-- no transaction
-- Lists of ten thousand rows are read a page at a time, newest first.
create index concurrently if not exists memberships_newest on memberships (space_id, joined_at desc, person_id desc);
create index concurrently if not exists memberships_organisation on memberships (space_id, organisation_id);
create index concurrently if not exists invitations_newest on invitations (space_id, created_at desc, id desc);
create index concurrently if not exists webhook_deliveries_newest on webhook_deliveries (space_id, webhook_id, created_at desc, id desc);
create index concurrently if not exists audits_newest on audits (at desc, id desc);
create index concurrently if not exists people_newest on people (created_at desc, id desc);
create index concurrently if not exists mails_newest on mails (created_at desc, id desc);
create index concurrently if not exists spaces_open on spaces (created_at desc, id desc) where closed_at is null;
