import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keys made from the one secret of the installation, so that nothing secret needs to lie in the database. */
export type Secrets = {
  /** The same purpose and id give the same 256 bits for ever, as base64url. */
  derive(purpose: string, id: string): string;
};

/** Reads the secret from the data folder; the first start makes it. Back it up with the folder. */
export async function openSecrets(dataFolder: string): Promise<Secrets> {
  const file = join(dataFolder, 'secret');
  await mkdir(dataFolder, { recursive: true });
  // NOTE: 'wx' lets exactly one of two processes that start at once make the file.
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 40)
    throw new Error(
      `${file} holds no secret. Restore it from a backup; without it, nobody's tokens hold.`,
    );
  return {
    derive: (purpose, id) =>
      createHmac('sha256', secret).update(`${purpose}\n${id}`).digest('base64url'),
  };
}
