import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import { type Command, type ExecuteOptions, execute } from '#server/commands/command.ts';
import { done, type Outcome, type Refused, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import { type Limit, takeFrom } from '#server/rate-limit.ts';
import type { Services } from '#server/services.ts';
import type { FileView } from './file-reads.ts';
import { requireVerified } from '#features/people/server/people.ts';

export const MOST_FILES_A_SPACE = 5_000;
const UPLOADS: Limit = { name: 'pictures', burst: 40, everySeconds: 15 };

const size = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
});
const keepPictureInput = z.object({
  space: z.string(),
  alt: z.string().trim().max(500),
  large: size,
  small: size,
});

/** Notes a picture that is already encoded and stored. Not a route of its own: what is stored comes from our encoder alone. */
const keepPicture: Command<z.infer<typeof keepPictureInput>, SpaceStanding, FileView> = {
  name: 'file.upload-picture',
  action: 'file.upload',
  input: keepPictureInput,
  find: async (change, { space }) => {
    const found = await findSpace(change.db, change.actor, space);
    return found && { standing: standingIn(found, change.actor), subject: found };
  },
  apply: async (change, { alt, large, small }, { space }) => {
    const personId = personOf(change.actor);
    const unverified = await requireVerified(change);
    if (!personId || unverified) return unverified ?? refused('sign-in-needed');
    await change.lock('files', space.id);
    const { count } = await change.db
      .selectFrom('files')
      .select((select) => select.fn.countAll<string>().as('count'))
      .where('spaceId', '=', space.id)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_FILES_A_SPACE) return refused('limit-reached', 'most-files');
    const view = {
      id: change.id(),
      alt,
      width: large.width,
      height: large.height,
      bytes: large.bytes,
    };
    await change.db
      .insertInto('files')
      .values({
        ...view,
        spaceId: space.id,
        uploadedBy: personId,
        sha256: Buffer.from(large.sha256, 'hex'),
        smallSha256: Buffer.from(small.sha256, 'hex'),
        smallWidth: small.width,
        smallHeight: small.height,
        mediaType: 'image/webp',
        createdAt: change.now,
      })
      .execute();
    return done(view);
  },
};

export type NewPicture = { space: string; alt: string; bytes: Uint8Array };

/** Somebody's picture, decoded apart, encoded anew, stored, and noted in the space. */
export async function uploadPicture(
  services: Services,
  actor: Actor,
  picture: NewPicture,
  options: ExecuteOptions = {},
): Promise<Outcome<FileView>> {
  const refusal = await whyNot(services, actor, picture.space);
  if (refusal) return refusal;
  const encoded = await services.encodePicture(picture.bytes);
  if (encoded.kind === 'refused') return pictureRefused(encoded.because);
  const [large, small] = [encoded.large, encoded.small];
  const [largeHash, smallHash] = [
    await services.storage.put(large.bytes),
    await services.storage.put(small.bytes),
  ];
  const input = {
    space: picture.space,
    alt: picture.alt,
    large: {
      sha256: hex(largeHash),
      bytes: large.bytes.byteLength,
      width: large.width,
      height: large.height,
    },
    small: {
      sha256: hex(smallHash),
      bytes: small.bytes.byteLength,
      width: small.width,
      height: small.height,
    },
  };
  return execute(services, actor, keepPicture, input, options);
}

/** Asked before any work is done: decoding is dear. */
async function whyNot(
  services: Services,
  actor: Actor,
  address: string,
): Promise<Refused | undefined> {
  const found = await services.database.read(actor, (db) => findSpace(db, actor, address));
  if (!found) return refused('not-found');
  const row = services.policies['file.upload'];
  if (!row || !allows(row, standingIn(found, actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  const wait = await takeFrom(
    services.database,
    UPLOADS,
    personOf(actor) ?? '',
    services.clock.now(),
  );
  return wait > 0 ? { ...refused('too-many'), retryAfterSeconds: wait } : undefined;
}

function pictureRefused(because: string): Refused {
  if (because === 'picture-too-large') return refused('too-large', because);
  if (because === 'pictures-busy') return { ...refused('too-many', because), retryAfterSeconds: 5 };
  return { ...refused('invalid', because), fields: [{ field: 'picture', reason: because }] };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
