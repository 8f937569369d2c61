import { chown, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** PostgreSQL refuses to run as root; `nobody` has this number nearly everywhere, and no name need exist for it. */
const NOBODY = 65_534;
const OTHERS_MAY_ENTER = 0o001;

/** As whom the server runs: as the person who starts Muster, or as nobody when that person is root. */
export type ServerUser = { uid: number; gid: number } | undefined;

export function serverUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}

export async function giveTo(user: ServerUser, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** Whether every folder on the way down lets the server's user pass. A home of mode 0700 does not. */
export async function isReachable(user: ServerUser, path: string): Promise<boolean> {
  if (!user) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & OTHERS_MAY_ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
