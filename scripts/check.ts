import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const AT_ONCE = 2;
const FORMATTED = [
  'app',
  'packages',
  'scripts',
  'tools',
  'package.json',
  '.oxlintrc.json',
  'knip.json',
  'tsconfig.base.json',
];

type Step = { name: string; args: string[]; cwd?: string };

/** `npm run check`: everything that can be known without running the product. `--fix` formats instead. */
const tool = (path: string) => `${ROOT}node_modules/${path}`;
const typescript = tool('typescript/bin/tsc');
/** What was found well is remembered by content, so a second check takes a fraction of the first. */
const CACHE = `${ROOT}.cache/check/`;

if (process.argv.includes('--fix')) {
  const { code, output } = await run({
    name: 'format',
    args: [tool('prettier/bin/prettier.cjs'), '--write', '--log-level', 'warn', ...FORMATTED],
  });
  process.stdout.write(output);
  process.exit(code);
}

const packages = globSync('packages/*/tsconfig.json', { cwd: ROOT }).toSorted();
const steps: Step[] = [
  {
    name: 'format',
    args: [
      tool('prettier/bin/prettier.cjs'),
      '--check',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${CACHE}prettier`,
      ...FORMATTED,
    ],
  },
  {
    name: 'lint',
    args: [tool('oxlint/bin/oxlint'), '--deny-warnings', 'app', 'packages', 'scripts'],
  },
  { name: 'dead code', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'tidy', args: [`${ROOT}scripts/tidy/tidy.ts`] },
  typesOf('the app', 'app/tsconfig.server.json'),
  typesOf('the scripts', 'scripts/tsconfig.json'),
  ...packages.map((path) => typesOf(path.split('/')[1] ?? path, path)),
  {
    name: 'types and accessibility of pages',
    args: [
      tool('svelte-check/bin/svelte-check'),
      '--tsconfig',
      'tsconfig.json',
      '--fail-on-warnings',
      '--incremental',
    ],
    cwd: `${ROOT}app`,
  },
];

function typesOf(name: string, project: string): Step {
  const memory = [
    '--incremental',
    '--tsBuildInfoFile',
    `${CACHE}${name.replace(' ', '-')}.tsbuildinfo`,
  ];
  return { name: `types of ${name}`, args: [typescript, '-p', project, ...memory] };
}

// What the pages' types extend lies among the dependencies, and every install removes it.
await run({ name: 'sync', args: [tool('@sveltejs/kit/svelte-kit.js'), 'sync'], cwd: `${ROOT}app` });
const waiting = [...steps];
let failed = 0;
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(`${steps.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const from = Date.now();
    const { code, output } = await run(step);
    const seconds = ((Date.now() - from) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'well   ' : 'FAILED '} ${step.name} (${seconds} s)\n`);
    if (code === 0) continue;
    failed += 1;
    process.stdout.write(`${output}\n`);
  }
}

function run({ args, cwd = ROOT }: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (part) => (output += String(part)));
    child.stderr.on('data', (part) => (output += String(part)));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
