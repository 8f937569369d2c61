import { resolve } from 'node:path';
import { openMuster } from '#lib/muster.ts';
import { backUp } from '#server/backup/back-up.ts';
import { BackupProblem } from '#server/backup/manifest.ts';
import { restore } from '#server/backup/restore.ts';
import { systemClock } from '#server/clock.ts';
import { rearmJobs } from '#server/jobs/rearm-jobs.ts';
import { openDatabaseOf } from './database.ts';
import { configOrExit, say } from './terminal.ts';

/** `muster backup FOLDER`. */
export async function backUpInto(folder: string): Promise<void> {
  const config = configOrExit();
  await sayingProblems(async () => {
    const database = await openDatabaseOf(config, say);
    try {
      const parts = {
        ownerUrl: database.url,
        dataFolder: config.dataFolder,
        folder: resolve(folder),
        now: systemClock.now(),
        say,
      };
      const { tables, files } = await backUp(parts);
      say(
        `Backed up ${tables.length} tables and ${files} files into ${resolve(folder)}. Keep it safe: it holds the secret of the installation.`,
      );
    } finally {
      await database.stop();
    }
  });
}

/** `muster restore FOLDER`. */
export async function restoreFrom(folder: string): Promise<void> {
  const config = configOrExit();
  await sayingProblems(async () => {
    const database = await openDatabaseOf(config, say);
    try {
      const manifest = await restore({
        ownerUrl: database.url,
        dataFolder: config.dataFolder,
        folder: resolve(folder),
        say,
      });
      const services = await openMuster(config, database.url);
      const waiting = await rearmJobs(services);
      await services.close();
      say(
        `Restored the backup of ${manifest.madeAt}. ${waiting} mails and deliveries that were waiting wait again.`,
      );
    } finally {
      await database.stop();
    }
  });
}

async function sayingProblems(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof BackupProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
