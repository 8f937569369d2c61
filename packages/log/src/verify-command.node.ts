import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { solveInWorker } from '@muster/clearing/award-worker';
import { fastHash, fastVerify } from './crypto.node.ts';
import type { Check, CheckName, Report, Served } from './report.ts';
import { verifyExport } from './verify-export.ts';

/** The standard streams that a command reads and writes; those of the process, or a test's. */
export type VerifyStreams = {
  stdin: Readable;
  stdout: Pick<Writable, 'write'>;
  stderr: Pick<Writable, 'write'>;
};

const HELP = `muster verify EXPORT [--table] [--key KEY]

Checks the exported log of a pool, offline: that it is complete and in order, that every signed
head agrees with it, that no limit was changed after it was sealed, and that clearing it again by
the public rule gives the same price and the same allocation. - reads standard input.

  --table    also list who was served, by pseudonym: buyer, commitment, variant, units, price
  --key KEY  the public key that you know the pool by; without it the one in the export is used

Ends with 0 when all holds, 1 when something differs, 2 when the export cannot be read.
`;

/** What each check looked at, in words. */
const WORDS: Record<CheckName, string> = {
  order: 'entries in order, without a gap',
  signatures: 'signatures of heads',
  heads: 'signed heads agree with the entries',
  coverage: 'entries that a signed head vouches for',
  rules: 'events that the rules of a pool allow',
  frozen: 'offers and terms frozen before anything was revealed',
  rows: 'opened rows that their entry vouches for',
  seals: 'opened limits that fit their seal',
  places: 'places in the queue kept or lost by the rule',
  result: 'clearings computed again',
  allocation: 'allocations computed again',
  optimum: 'awards solved again',
  witnesses: 'heads and receipts that others hold',
};

type Wanted = { path: string; table: boolean; key: string | undefined };

/**
 * `muster verify`: reads an export as a stream and says in plain lines what was checked and what differs.
 * Answers the exit code: 0 all holds, 1 something differs, 2 the call or the export cannot be read.
 */
export async function runVerify(args: readonly string[], io: VerifyStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(HELP);
    return 0;
  }
  const wanted = readArguments(args);
  if (typeof wanted === 'string') {
    io.stderr.write(`${wanted}\n\n${HELP}`);
    return 2;
  }
  const missing = wanted.path === '-' ? undefined : await whyNotReadable(wanted.path);
  if (missing) {
    io.stderr.write(`${wanted.path}: ${missing}\n`);
    return 2;
  }
  const chunks: AsyncIterable<Uint8Array> =
    wanted.path === '-' ? io.stdin : createReadStream(wanted.path);
  const report = await verifyExport(chunks, {
    hash: fastHash,
    verifySignature: fastVerify,
    solveAward: (model) => solveInWorker(model),
    table: wanted.table,
    ...(wanted.key === undefined ? {} : { publicKey: wanted.key }),
  });
  if (report.kind === 'malformed') {
    io.stderr.write(
      `${wanted.path}: line ${report.line}${report.path ? `, ${report.path}` : ''}: ${said(report.reason)}\n`,
    );
    return 2;
  }
  io.stdout.write(
    `${[...linesOf(report), ...(wanted.table ? tableOf(report.served) : [])].join('\n')}\n`,
  );
  return report.holds ? 0 : 1;
}

function readArguments(args: readonly string[]): Wanted | string {
  const rest = [...args];
  const wanted: Wanted = { path: '', table: false, key: undefined };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--table') wanted.table = true;
    else if (word === '--key') wanted.key = rest.shift() ?? '';
    else if (word.startsWith('--')) return `${word} is not known here.`;
    else if (wanted.path) return 'Name one export at a time.';
    else wanted.path = word;
  }
  if (!wanted.path) return 'Name the export to check.';
  return wanted.key === '' ? '--key needs the public key behind it.' : wanted;
}

async function whyNotReadable(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 'there is no such file';
  return found.isFile() ? undefined : 'is not a file';
}

function linesOf(report: Report): string[] {
  const verdict = report.holds ? 'ALL HOLDS' : 'SOMETHING DIFFERS';
  return [
    `Pool ${report.pool}: ${report.size} entries, ${report.heads} signed heads, ${report.commitments} commitments, stage ${report.stage}`,
    `Key ${report.publicKey}`,
    `Root ${report.root}`,
    ...report.checks
      .filter(({ checked, differing }) => checked > 0 || differing > 0)
      .flatMap(checkLines),
    `${verdict}${report.result === null ? '; no clearing is logged yet' : ''}`,
  ];
}

function checkLines({ name, checked, differing, differences }: Check): string[] {
  const first = `${differing === 0 ? 'holds  ' : 'DIFFERS'} ${checked} ${WORDS[name]}`;
  if (differing === 0) return [first];
  const shown = differences.map(({ line, about, reason, logged, expected }) => {
    const values =
      logged === undefined
        ? ''
        : `; logged ${logged}${expected === undefined ? '' : `, expected ${expected}`}`;
    return `          ${line === null ? '' : `line ${line}: `}${about}: ${said(reason)}${values}`;
  });
  const more = differing - differences.length;
  return [first, ...shown, ...(more > 0 ? [`          and ${more} more`] : [])];
}

/** The names of reasons are words already. */
function said(reason: string): string {
  return reason.replaceAll('-', ' ');
}

function tableOf(served: readonly Served[]): string[] {
  const rows = served.map(({ buyer, id, variant, units, price }) => [
    buyer,
    id,
    variant ?? '',
    String(units),
    String(price ?? ''),
  ]);
  const all = [['buyer', 'commitment', 'variant', 'units', 'price'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  return [
    '',
    ...all.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  ];
}
