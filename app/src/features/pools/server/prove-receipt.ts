import { fastHash } from '@muster/log/crypto.node';
import { inclusionProof } from '@muster/log/proof';
import { completeReceipt, type Receipt } from '@muster/log/receipt';
import { Tree } from '@muster/log/tree';
import type { Handle } from '#server/database/database.ts';

/** Above this the proof of a receipt is left to the export: making it reads every leaf. */
const MOST_LEAVES = 50_000;

/** The receipt with the proof that its entry is in the log under the newest signed head. */
export async function proveReceipt(
  db: Handle,
  { spaceId, id: poolId }: { spaceId: string; id: string },
  receipt: Receipt,
): Promise<Receipt> {
  const head = await db
    .selectFrom('poolHeads')
    .select(['size', 'timeMs', 'root', 'signature'])
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .orderBy('size', 'desc')
    .executeTakeFirst();
  if (!head || head.size <= receipt.entry.position || head.size > MOST_LEAVES) return receipt;
  const leaves = await db
    .selectFrom('poolLog')
    .select('leaf')
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .where('seq', '<', head.size)
    .orderBy('seq')
    .execute();
  const tree = new Tree(fastHash);
  for (const { leaf } of leaves) tree.append(leaf);
  const { size, timeMs, root, signature } = head;
  const signed = {
    type: 'head' as const,
    pool: poolId,
    size,
    root,
    time: Number(timeMs),
    signature,
  };
  return completeReceipt(receipt, signed, inclusionProof(tree, receipt.entry.position, size));
}
