import type { AwardSolver } from '@muster/clearing/award';
import type { SignedHead } from './entry.ts';
import type { Receipt } from './receipt.ts';
import type { VerifySignature } from './signature.ts';
import type { Hash } from './tree.ts';

/** What a verification works with, and what it is held against besides the export itself. */
export interface VerifyOptions {
  readonly hash: Hash;
  readonly verifySignature: VerifySignature;
  /** The key one knows the pool by. Without it the export is held against the key it names itself. */
  readonly publicKey?: string;
  /** Solves awards again. Without it an award's plan is re-checked and re-priced, its optimum taken on its word. */
  readonly solveAward?: AwardSolver;
  /** Heads and receipts that others hold: what the log must agree with. */
  readonly witnesses?: readonly (SignedHead | Receipt)[];
  /** Fill `served` in the report. */
  readonly table?: boolean;
  /** Told the number of lines read, after every chunk. */
  readonly onProgress?: (lines: number) => void;
}
