import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

/** Rules for steps that would break the release that still runs, or hold a lock for as long as a table is long. */
const UNSAFE: readonly { when: RegExp; advice: string; onNewTable?: true }[] = [
  {
    when: /\brename\s+(column|to|constraint)\b/i,
    advice: 'add the new name, move over, drop later',
  },
  {
    when: /\balter\s+column\s+\w+\s+(set\s+data\s+)?type\b/i,
    advice: 'add a column of the new type',
  },
  {
    when: /\balter\s+column\s+\w+\s+set\s+not\s+null\b/i,
    advice: 'add a check not valid, validate it, then set not null',
    onNewTable: true,
  },
  {
    when: /\badd\s+column\s+(?!if\b)\w+[^,;]*\bnot\s+null\b(?![^,;]*\bdefault\b)/i,
    advice: 'give it a default, or let it be null',
    onNewTable: true,
  },
  {
    when: /\badd\s+(constraint\s+\w+\s+)?(foreign\s+key|check)\b(?![\s\S]*\bnot\s+valid\b)/i,
    advice: 'add it not valid, and validate it in a later migration',
    onNewTable: true,
  },
  {
    when: /\badd\s+(constraint\s+\w+\s+)?(unique|primary\s+key)\b(?![\s\S]*\busing\s+index\b)/i,
    advice: 'build the index concurrently, then add the constraint using it',
    onNewTable: true,
  },
  {
    when: /\bcreate\s+(unique\s+)?index\b(?!\s+concurrently\b)/i,
    advice: 'create it concurrently in a file that begins with «-- no transaction»',
    onNewTable: true,
  },
];

/** Migrations of the ground, applied before this rule stood; what has been applied is never changed. */
const EARLIER = /\/00[01]\d_/;

/** Migrations go forward under a running release: no step of theirs breaks it or stops it for long. */
export function checkMigrationSafety(tree: Tree): Finding[] {
  return [...tree.texts]
    .filter(([path]) => /^app\/migrations\/.*\.sql$/.test(path) && !EARLIER.test(path))
    .flatMap(([path, text]) => checkOne(path, text));
}

function checkOne(path: string, text: string): Finding[] {
  const fresh = new Set(
    [...text.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)/gi)].map(
      ([, name]) => name,
    ),
  );
  let line = 1;
  return text.split(';').flatMap((statement) => {
    const at = line + (/^\s*/.exec(statement)?.[0].split('\n').length ?? 1) - 1;
    line += statement.split('\n').length - 1;
    const plain = statement.replaceAll(/--[^\n]*/g, '');
    const table = /\b(?:alter\s+table(?:\s+only)?|on)\s+(\w+)/i.exec(plain)?.[1];
    return UNSAFE.filter(
      ({ when, onNewTable }) => when.test(plain) && !(onNewTable && table && fresh.has(table)),
    ).map(({ advice }) => ({ path, line: at, rule: 'migration-safety', advice }));
  });
}
