import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import pg from 'pg';
import ts from 'typescript';
import { openTestInstallation } from '../../../tests/ground/test-installation.ts';

/** What the driver makes of a type of PostgreSQL, as `tables.ts` writes it. */
const TYPES: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  citext: 'string',
  xid8: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'Int8',
  float8: 'number',
  bytea: 'Uint8Array',
  jsonb: 'Json',
  timestamptz: 'Timestamp',
  date: 'Timestamp',
  tsvector: 'string',
  _text: 'string[]',
  _uuid: 'string[]',
};

test('the types of the tables are those that the migrations made', async () => {
  const muster = await openTestInstallation();
  try {
    const made = await columnsMade(muster.ownerUrl);
    const declared = await columnsDeclared();
    assert.ok(made.size > 300);
    assert.deepEqual(
      difference(declared, made),
      [],
      'declared in tables.ts and not in the database',
    );
    assert.deepEqual(difference(made, declared), [], 'in the database and not so in tables.ts');
  } finally {
    await muster.close();
  }
});

function difference(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((line) => !other.has(line)).toSorted();
}

/** Lines such as `posts.publishedAt: Timestamp | null`. */
async function columnsMade(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{
    table: string;
    column: string;
    type: string;
    nullable: boolean;
    generated: boolean;
  }>(
    `select c.table_name as table, c.column_name as column, c.udt_name as type, c.is_nullable = 'YES' as nullable,
       c.column_default is not null or c.is_identity = 'YES' or c.is_generated = 'ALWAYS' as generated
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
  await client.end();
  return new Set(
    rows.map(({ table, column, type, nullable, generated }) => {
      const plain = `${TYPES[type] ?? `? ${type}`}${nullable ? ' | null' : ''}`;
      const shown = generated ? `Generated<${plain}>` : plain;
      return `${camel(table)}.${camel(column)}: ${shown}`;
    }),
  );
}

async function columnsDeclared(): Promise<Set<string>> {
  const text = await readFile(new URL('tables.ts', import.meta.url), 'utf8');
  const file = ts.createSourceFile('tables.ts', text, ts.ScriptTarget.Latest, true);
  const interfaces = new Map(
    file.statements
      .filter((statement) => ts.isInterfaceDeclaration(statement))
      .map(({ name, members }) => [
        name.text,
        members
          .filter((member) => ts.isPropertySignature(member))
          .map((member) => [member.name.getText(), member.type?.getText() ?? ''] as const),
      ]),
  );
  const tables = interfaces.get('DB') ?? [];
  return new Set(
    tables.flatMap(([table, type]) =>
      (interfaces.get(type) ?? []).map(([column, of]) => `${table}.${column}: ${of}`),
    ),
  );
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
