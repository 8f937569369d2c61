import { drill } from './kill-drill.ts';

/** `npm run test:kill`: the long form, with the numbers of the promise. */
const say = (line: string) => process.stdout.write(`${line}\n`);
const report = await drill(
  { writers: 16, appKills: 15, databaseKills: 10, betweenKillsMs: 1_000 },
  say,
);
say(JSON.stringify(report));
const well =
  report.lost === 0 && report.doubled === 0 && report.stuckKeys === 0 && report.acknowledged > 0;
say(well ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exitCode = well ? 0 : 1;
