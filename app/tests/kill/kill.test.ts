import assert from 'node:assert/strict';
import { test } from 'node:test';
import { committing } from './commitment-work.ts';
import { drill, type DrillWork } from './kill-drill.ts';
import { openingSpaces } from './space-work.ts';

const works: [string, DrillWork][] = [
  ['who open spaces', openingSpaces],
  ['who all commit to one pool', committing],
];
for (const [name, work] of works)
  test(`kill -9 of the app and of PostgreSQL under writers ${name} loses nothing acknowledged and doubles nothing`, async (context) => {
    const report = await drill(
      { writers: 6, appKills: 2, databaseKills: 2, betweenKillsMs: 700 },
      work,
      (line) => context.diagnostic(line),
    );
    context.diagnostic(JSON.stringify(report));
    assert.ok(report.acknowledged > 20);
    assert.deepEqual(
      { lost: report.lost, doubled: report.doubled, stuckKeys: report.stuckKeys },
      { lost: 0, doubled: 0, stuckKeys: 0 },
    );
  });
