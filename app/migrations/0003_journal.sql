-- Pictures, posts, and the talk under them.
create table files (
  space_id uuid not null references spaces,
  id uuid not null,
  uploaded_by uuid not null references people,
  sha256 bytea not null,
  media_type text not null check (media_type in ('image/webp', 'image/png', 'image/jpeg')),
  bytes integer not null check (bytes between 1 and 50000000),
  width integer not null check (width between 1 and 20000),
  height integer not null check (height between 1 and 20000),
  alt text not null default '' check (length(alt) <= 500),
  created_at timestamptz not null,
  primary key (space_id, id)
);

create table threads (
  space_id uuid not null references spaces,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('post')),
  subject_id uuid not null,
  comment_count integer not null default 0 check (comment_count >= 0),
  last_comment_at timestamptz,
  locked_at timestamptz,
  locked_by uuid references people,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, subject_kind, subject_id)
);

create table posts (
  space_id uuid not null references spaces,
  id uuid not null,
  author_id uuid not null references people,
  title text not null check (length(title) between 1 and 160),
  body text not null check (length(body) <= 64000),
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  published_at timestamptz,
  removed_at timestamptz,
  removed_by uuid references people,
  primary key (space_id, id)
);
create index posts_feed on posts (space_id, published_at desc, id desc) where published_at is not null and removed_at is null;
create index posts_author on posts (space_id, author_id, created_at desc);

create table post_pictures (
  space_id uuid not null,
  post_id uuid not null,
  file_id uuid not null,
  position integer not null check (position between 0 and 99),
  primary key (space_id, post_id, file_id),
  foreign key (space_id, post_id) references posts (space_id, id),
  foreign key (space_id, file_id) references files (space_id, id)
);

create table comments (
  space_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  -- The comment that this one answers; threads are shown one level deep and quote what is answered below that.
  parent_id uuid,
  author_id uuid not null references people,
  body text not null check (length(body) between 1 and 10000),
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  removed_at timestamptz,
  removed_by uuid references people,
  removal_reason text check (length(removal_reason) <= 500),
  primary key (space_id, id),
  foreign key (space_id, thread_id) references threads (space_id, id),
  foreign key (space_id, parent_id) references comments (space_id, id)
);
create index comments_thread on comments (space_id, thread_id, created_at, id);
create index comments_author on comments (space_id, author_id, created_at desc);

create table comment_versions (
  space_id uuid not null,
  comment_id uuid not null,
  version integer not null,
  body text not null,
  written_at timestamptz not null,
  primary key (space_id, comment_id, version),
  foreign key (space_id, comment_id) references comments (space_id, id)
);

create table mentions (
  space_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null references people,
  primary key (space_id, comment_id, person_id),
  foreign key (space_id, comment_id) references comments (space_id, id)
);

create table reactions (
  space_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null references people,
  kind text not null check (kind in ('agree', 'thanks', 'idea', 'disagree')),
  created_at timestamptz not null,
  primary key (space_id, comment_id, person_id, kind),
  foreign key (space_id, comment_id) references comments (space_id, id)
);

create table follows (
  space_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null references people,
  created_at timestamptz not null,
  primary key (space_id, thread_id, person_id),
  foreign key (space_id, thread_id) references threads (space_id, id)
);

create table reports (
  space_id uuid not null references spaces,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('post', 'comment')),
  subject_id uuid not null,
  reporter_id uuid not null references people,
  reason text not null check (length(reason) between 1 and 1000),
  created_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references people,
  outcome text check (outcome in ('kept', 'removed')),
  primary key (space_id, id),
  unique (space_id, subject_kind, subject_id, reporter_id)
);
create index reports_open on reports (space_id, created_at) where settled_at is null;

do $$ declare t text; begin
  foreach t in array array['files', 'threads', 'posts', 'post_pictures', 'comments', 'comment_versions', 'mentions', 'reactions', 'follows', 'reports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id = any ((select readable_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy changed on %I for update using (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy removed on %I for delete using (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
