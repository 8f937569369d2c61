import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Files by what they hold: the SHA-256 of the bytes is the name, so nothing is stored twice and nothing is overwritten. */
export type Storage = {
  /** Durable when it returns: written beside, synced, then renamed. */
  put(bytes: Uint8Array): Promise<Uint8Array>;
  open(sha256: Uint8Array): Promise<{ stream: Readable; bytes: number } | undefined>;
  remove(sha256: Uint8Array): Promise<void>;
  /** What is left on the disk of the data folder. */
  freeBytes(): Promise<number>;
  folder: string;
};

export function openStorage(dataFolder: string): Storage {
  const folder = join(dataFolder, 'files');
  const pathOf = (sha256: Uint8Array) => {
    const name = Buffer.from(sha256).toString('hex');
    return join(folder, name.slice(0, 2), name);
  };
  return {
    folder,
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest();
      const path = pathOf(sha256);
      if (await stat(path).catch(() => undefined)) return sha256;
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomUUID()}`;
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      return sha256;
    },
    open: async (sha256) => {
      const path = pathOf(sha256);
      const found = await stat(path).catch(() => undefined);
      return found ? { stream: createReadStream(path), bytes: found.size } : undefined;
    },
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(dataFolder);
      return bavail * bsize;
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}
