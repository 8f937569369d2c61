import { committing } from './commitment-work.ts';
import { drill } from './kill-drill.ts';
import { openingSpaces } from './space-work.ts';

/** `npm run test:kill`: the long form, with the numbers of the promise. */
const say = (line: string) => process.stdout.write(`${line}\n`);
let failed = 0;
for (const [name, work] of [
  ['one hot pool', committing],
  ['spaces', openingSpaces],
] as const) {
  say(`— ${name}`);
  const report = await drill(
    { writers: 16, appKills: 15, databaseKills: 10, betweenKillsMs: 1_000 },
    work,
    say,
  );
  say(JSON.stringify(report));
  const { lost, doubled, stuckKeys, acknowledged } = report;
  if (lost !== 0 || doubled !== 0 || stuckKeys !== 0 || acknowledged === 0) failed += 1;
}
say(`${2 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
