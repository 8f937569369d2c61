import assert from 'node:assert/strict';
import { clear } from '@muster/clearing/clear';
import { parseInstance } from '@muster/clearing/instance';
import { appendEvent, emptyLog, signTip } from '../src/append.ts';
import { toBase64url } from '../src/bytes.ts';
import { splitResult } from '../src/clearing-check.ts';
import { fastHash } from '../src/crypto.node.ts';
import type {
  Allotment,
  Entry,
  Opening,
  OptionsEvent,
  PoolEvent,
  SignedHead,
} from '../src/entry.ts';
import { allotmentsOf, exportLines, listRows, type ExportSource } from '../src/export.ts';
import { PoolFold } from '../src/pool-fold.ts';
import { sealOf, type SealedFields } from '../src/seal.ts';
import { publicKeyOf, signWith } from '../src/signature.ts';

/** Signs the logs of tests and benchmarks. */
export const secret = new Uint8Array(32).fill(7);

/** Writes a pool's log as a host does: appends, signs, closes, reveals, clears, collects, clears again. */
export class PoolWriter {
  tip = emptyLog('pool-1');
  readonly fold = new PoolFold();
  readonly entries: Entry[] = [];
  readonly heads: SignedHead[] = [];
  readonly openings: Opening[] = [];
  readonly rows = new Map<number, readonly (Opening | Allotment)[]>();

  /** The terms of a pool: everything clears by surplus, in turn, without a fee. */
  open(clearing: OptionsEvent['clearing'], demand: Record<string, number> | null = null): void {
    const options = {
      objective: 'surplus',
      rationing: 'time',
      feeBps: 0,
      feePerUnit: 0,
      feeFixed: 0,
      closeDay: 0,
    };
    const variants = demand === null ? null : Object.keys(demand);
    this.add({ type: 'options', clearing, options, variants, demand, priceMayRise: false });
  }

  add(event: PoolEvent, rows: readonly (Opening | Allotment)[] = []): Entry {
    const appended = appendEvent(this.tip, event, 1_000 + this.tip.frontier.size, fastHash);
    assert.equal(appended.kind, 'appended', JSON.stringify(appended));
    assert.ok(appended.kind === 'appended');
    this.tip = appended.tip;
    this.entries.push(appended.entry);
    this.rows.set(appended.entry.position, rows);
    assert.equal(this.fold.apply(appended.entry), null);
    return appended.entry;
  }

  sign(): void {
    const signed = signTip(this.tip, this.tip.time + 1, signWith(secret), fastHash);
    assert.ok(signed.kind === 'signed');
    this.tip = signed.tip;
    this.heads.push(signed.head);
  }

  seal(fields: SealedFields): string {
    const position = this.tip.frontier.size;
    const salt = new Uint8Array(16).fill(position % 251);
    this.openings.push({ type: 'opening', position, salt: toBase64url(salt), ...fields });
    return sealOf(fields, salt, fastHash);
  }

  commit(id: string, max: number, limit: number): void {
    const fields = { min: 1, max, limit, taxBps: 0, latestDay: null };
    const seal = this.seal(fields);
    const { position } = this.add({
      type: 'commit',
      id,
      buyer: `buyer-${id}`,
      variant: null,
      seal,
    });
    this.fold.open(position, fields);
  }

  amend(id: string, fields: SealedFields, seq: number | null): void {
    const seal = this.seal(fields);
    const { size } = this.tip.frontier;
    this.add({ type: 'amend', id, variant: null, seal, seq: seq ?? size });
    this.fold.open(size, fields);
  }

  clear(round: 'tentative' | 'final'): void {
    const parsed = parseInstance(this.fold.instance());
    assert.ok(parsed.kind === 'instance', JSON.stringify(parsed));
    const { allocation, ...result } = splitResult(clear(parsed.instance));
    const rows = allotmentsOf(allocation as Record<string, number>);
    this.add({ type: 'clearing', round, result, rows: listRows(rows, fastHash) }, rows);
    if (round === 'tentative') for (const row of rows) this.fold.allot(row);
  }

  /** The end of the offers, a head over it, and everything opened. */
  close(): void {
    this.add({ type: 'close' });
    this.sign();
    this.add({ type: 'reveal', rows: listRows(this.openings, fastHash) }, this.openings);
  }

  source(): ExportSource {
    return {
      pool: 'pool-1',
      publicKey: publicKeyOf(secret),
      entries: this.entries,
      heads: this.heads,
      rowsOf: (entry) => this.rows.get(entry.position) ?? [],
    };
  }

  async lines(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of exportLines(this.source())) lines.push(line);
    return lines;
  }
}

/**
 * The first worked example of the clearing rule: three early buyers, and a crowd behind the last tier; up to the
 * collection. `others` more buyers come whose limit no tier meets.
 */
export function writePool(failing: readonly string[] = [], others = 0): PoolWriter {
  const pool = new PoolWriter();
  pool.open('single');
  const tiers = [
    { from: 1, price: 9000 },
    { from: 20, price: 7500 },
    { from: 60, price: 5500 },
  ];
  const terms = {
    mode: 'all-units',
    tiers,
    tooling: 0,
    moq: 1,
    capacity: null,
    leadDays: 10,
    freight: null,
  };
  pool.add({ type: 'offer', id: 'maker', terms });
  pool.commit('a', 8, 11_000);
  pool.commit('b', 12, 8_000);
  pool.sign();
  pool.commit('c', 7, 7_600);
  pool.commit('d', 38, 5_600);
  pool.commit('e', 5, 9_900);
  pool.amend('b', { min: 1, max: 10, limit: 8_000, taxBps: 0, latestDay: null }, 3);
  pool.add({ type: 'cancel', id: 'e' });
  for (let at = 0; at < others; at++) pool.commit(`other-${at}`, 1, 100 + (at % 50));
  pool.close();
  pool.clear('tentative');
  pool.sign();
  for (const [id, units] of [
    ['a', 8],
    ['b', 10],
    ['c', 7],
    ['d', 38],
  ] as const) {
    pool.add({ type: 'collect', id, units: failing.includes(id) ? 0 : units });
  }
  pool.sign();
  return pool;
}
