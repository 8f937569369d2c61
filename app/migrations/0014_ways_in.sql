-- What a challenge or a trip to the outside provider is for: one made to sign in must not prove or link anything.
alter table passkey_challenges add column purpose text not null default 'sign-in'
  check (purpose in ('sign-in', 'register', 'prove'));
create index passkey_challenges_expiry on passkey_challenges (expires_at);
alter table outside_sign_ins add column purpose text not null default 'sign-in'
  check (purpose in ('sign-in', 'link', 'prove'));
create index outside_sign_ins_expiry on outside_sign_ins (expires_at);
-- When somebody last proved to be behind an access token; a session has the same.
alter table access_tokens add column proved_at timestamptz;
-- A person who leaves takes their mails along.
create policy forgotten on mails for delete using (acting_as() = 'installation');
