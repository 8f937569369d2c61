import { portableVerify } from '@muster/log/signature';
import { portableHash } from '@muster/log/tree';
import { verifyExport } from '@muster/log/verify-export';

export type Verdict =
  | { kind: 'holds'; entries: number; commitments: number; heads: number }
  | { kind: 'differs'; differences: string[] }
  | { kind: 'failed' };

const MOST_SHOWN = 10;

/** Fetches a log and holds it against itself and the pool's public key: what `muster verify` does, here in the page. */
export async function verifyInBrowser(href: string, publicKey: string): Promise<Verdict> {
  const response = await fetch(href).catch(() => undefined);
  if (!response?.ok) return { kind: 'failed' };
  const bytes = new Uint8Array(await response.arrayBuffer());
  const options = { hash: portableHash, verifySignature: portableVerify, publicKey };
  const report = await verifyExport([bytes], options);
  if (report.kind === 'malformed')
    return { kind: 'differs', differences: [`line ${report.line}: ${report.reason}`] };
  if (report.holds) {
    const { size, commitments, heads } = report;
    return { kind: 'holds', entries: size, commitments, heads };
  }
  const differences = report.checks.flatMap((check) =>
    check.differences.map(
      ({ about, reason, line }) => `${check.name}: ${about} ${reason} (${line})`,
    ),
  );
  return { kind: 'differs', differences: [...new Set(differences)].slice(0, MOST_SHOWN) };
}
