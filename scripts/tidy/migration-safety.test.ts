import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkMigrationSafety } from './migration-safety.ts';
import { checkParity } from './parity.ts';
import { makeTree } from './tree.ts';

const found = (sql: string) =>
  checkMigrationSafety(makeTree({ 'app/migrations/0099_next.sql': sql })).length;

describe('a migration may not', () => {
  const unsafe = [
    'alter table people rename column name to title;',
    'alter table people alter column name type varchar;',
    'alter table people alter column about set not null;',
    'alter table people add column age integer not null;',
    'alter table people add constraint a check (length(name) > 1);',
    'alter table posts add foreign key (space_id) references spaces;',
    'alter table people add unique (name);',
    'create index people_name on people (name);',
    'create unique index people_name on people (name);',
  ];
  for (const sql of unsafe) test(sql, () => assert.equal(found(sql), 1));
});

describe('a migration may', () => {
  const safe = [
    'alter table people add column age integer;',
    "alter table people add column kind text not null default 'peer';",
    'alter table people add constraint a check (length(name) > 1) not valid;',
    '-- no transaction\ncreate index concurrently if not exists people_name on people (name);',
    'create table fresh (id uuid);\ncreate index fresh_id on fresh (id);',
    'create table fresh (id uuid);\nalter table fresh add constraint c check (true);',
    '-- a comment that says: create index x on y;\nselect 1;',
  ];
  for (const sql of safe) test(sql, () => assert.equal(found(sql), 0));
});

test('the line of a finding is the line of its statement', () => {
  const sql = 'select 1;\n\nselect 2;\ncreate index a on people (name);\n';
  const [finding] = checkMigrationSafety(makeTree({ 'app/migrations/0099_next.sql': sql }));
  assert.equal(finding?.line, 4);
});

test('a command that pages run and the API does not is found', () => {
  const command = 'export const wave: Command<I, S, V> = { name: "x" };';
  const page = "import { wave } from '#features/people/server/wave.ts';";
  const files = {
    'app/src/features/people/server/wave.ts': command,
    'app/src/routes/+page.server.ts': page,
  };
  assert.equal(checkParity(makeTree(files)).length, 1);
  const api = { 'app/src/features/people/server/people-api.ts': `${page}\nroute(wave);` };
  assert.equal(checkParity(makeTree({ ...files, ...api })).length, 0);
});
