import { Readable } from 'node:stream';
import { z } from 'zod';
import { findSpace, standingIn } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { isId } from '#server/ids.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';

export const fileView = z.object({
  id: z.string(),
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
});
export type FileView = z.infer<typeof fileView>;

type FileRequest = { space: string; file: string; small: boolean; etag: string | null };

/**
 * The bytes of a picture for somebody who may read its space. They never change, so the browser may keep them; `private`,
 * since no cache between may. Opened as a page of its own, a picture can neither run nor load anything.
 */
export async function openPicture(
  services: Services,
  actor: Actor,
  wanted: FileRequest,
): Promise<Outcome<Response>> {
  const sha256 = await services.database.read(actor, (db) =>
    findBytes(services, db, actor, wanted),
  );
  if (sha256.kind === 'refused') return sha256;
  const etag = `"${Buffer.from(sha256.value).toString('hex')}"`;
  const headers = new Headers({
    'content-type': 'image/webp',
    'content-disposition': `inline; filename="${wanted.file}.webp"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    etag,
  });
  if (wanted.etag === etag) return done(new Response(null, { status: 304, headers }));
  const stored = await services.storage.open(sha256.value);
  if (!stored) return refused('not-found');
  headers.set('content-length', String(stored.bytes));
  return done(
    new Response(Readable.toWeb(stored.stream) as unknown as ReadableStream<Uint8Array>, {
      headers,
    }),
  );
}

async function findBytes(
  services: Services,
  db: Handle,
  actor: Actor,
  wanted: FileRequest,
): Promise<Outcome<Uint8Array>> {
  const found = isId(wanted.file) ? await findSpace(db, actor, wanted.space) : undefined;
  if (!found) return refused('not-found');
  const row = services.policies['file.read'];
  if (!row || !allows(row, standingIn(found, actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  const file = await db
    .selectFrom('files')
    .select(['sha256', 'smallSha256'])
    .where('spaceId', '=', found.space.id)
    .where('id', '=', wanted.file)
    .executeTakeFirst();
  return file ? done((wanted.small && file.smallSha256) || file.sha256) : refused('not-found');
}
