import assert from 'node:assert/strict';
import { fastHash, fastVerify } from '@muster/log/crypto.node';
import { verifyExport } from '@muster/log/verify-export';
import { exportLog } from '#features/pools/server/export-log.ts';
import type { Services } from '#server/services.ts';

/** Downloads the log of a pool as a visitor and checks all of it; what differs fails the test. */
export async function verifiedLog(services: Services, place: { space: string; pool: string }) {
  const exported = await exportLog(services, { kind: 'visitor' }, place);
  assert.ok(exported.kind === 'done', JSON.stringify(exported));
  return verifiedText(exported.value);
}

export async function verifiedText(log: string) {
  const report = await verifyExport([new TextEncoder().encode(log)], {
    hash: fastHash,
    verifySignature: fastVerify,
  });
  assert.ok(report.kind === 'report', JSON.stringify(report).slice(0, 400));
  assert.deepEqual(
    report.checks.flatMap(({ differences }) => differences),
    [],
  );
  return report;
}
