import { randomInt } from 'node:crypto';
import { type DesignVersion, versionId } from '@muster/kit/version';
import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { findTheSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { openThread, showThread } from '#features/threads/server/threads.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import {
  designAddress,
  type DesignFound,
  findDesign,
  findTheDesign,
  onDesign,
} from './find-design.ts';
import { findKit } from './find-kit.ts';
import { findParents, type ParentRow } from './find-parents.ts';
import { newestPrices } from './price-lists.ts';
import { factsOf, type JudgedDesign, judgeDesign } from './judge-design.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const ADDRESS_LETTERS = 8;
export const MOST_A_PERSON = 500;
const MOST_VERSIONS = 200;

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const parent = z.object({ design: designAddress, number: z.coerce.number().int().min(1).max(200) });
const frozen = {
  title: z.string().trim().min(1).max(120),
  /** Why it was made, or what it does better. */
  reason: z.string().trim().max(1_000).default(''),
  /** The hash of the kit that it was made with. */
  kit: hash,
  /** The outermost node of the design. */
  root: z.unknown(),
  /** What the evaluation came to where it was made: the server evaluates again and must come to the same. */
  proof: hash,
};

export const publishDesignInput = z.object({
  space: z.string(),
  ...frozen,
  parents: z.array(parent).max(2).default([]),
});
export type Published = { address: string; number: number; version: string };

/** A new design: from nothing, or a remix of one or two versions with the reason for it. */
export const publishDesign: Command<
  z.infer<typeof publishDesignInput>,
  SpaceStanding,
  Published
> = {
  name: 'design.publish-design',
  action: 'design.publish',
  input: publishDesignInput,
  find: findTheSpace,
  apply: async (change, input, { space }) => {
    const author = await authorOf(change);
    if (author.kind === 'refused') return author;
    const authorId = author.value;
    const judged = judgeDesign(await findKit(change.db, space.id, input.kit), input);
    if (judged.kind === 'refused') return judged;
    const parents = await findParents(change.db, space.id, input.parents);
    if (parents.kind === 'refused') return parents;
    await change.lock('designs-published', `${space.id} ${authorId}`);
    if ((await countOwn(change, space.id, authorId)) >= MOST_A_PERSON)
      return refused('limit-reached', 'most-designs');
    const id = change.id();
    const address = newAddress();
    await change.db
      .insertInto('designs')
      .values({
        spaceId: space.id,
        id,
        address,
        authorId,
        title: input.title,
        versions: 1,
        createdAt: change.now,
        publishedAt: change.now,
      })
      .execute();
    await openThread(change, { spaceId: space.id, kind: 'design', id, authorId });
    const version = await freeze(change, space, {
      design: { id, address, authorId },
      number: 1,
      input,
      judged: judged.value,
      parents: parents.value,
    });
    return done({ address, number: 1, version });
  },
};

export const publishVersionInput = onDesign.extend({
  ...frozen,
  /** The version that it goes on from; when another one came since, that is to be merged first. */
  after: z.coerce.number().int().min(1).max(200),
  /** Another design's version that was merged in. */
  merged: parent.nullable().default(null),
});

/** A further version of one's own design. */
export const publishVersion: Command<
  z.infer<typeof publishVersionInput>,
  DesignFound,
  Published
> = {
  name: 'design.publish-version',
  action: 'design.continue',
  input: publishVersionInput,
  find: findTheDesign,
  apply: async (change, input, { space, design }) => {
    const author = await authorOf(change);
    if (author.kind === 'refused') return author;
    const judged = judgeDesign(await findKit(change.db, space.id, input.kit), input);
    if (judged.kind === 'refused') return judged;
    const before = { design: design.address, number: input.after };
    const parents = await findParents(
      change.db,
      space.id,
      input.merged === null ? [before] : [before, input.merged],
    );
    if (parents.kind === 'refused') return parents;
    if (input.after >= MOST_VERSIONS) return refused('limit-reached', 'most-versions');
    const number = input.after + 1;
    const continued = await change.db
      .updateTable('designs')
      .set({ versions: number, title: input.title, publishedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', design.id)
      .where('versions', '=', input.after)
      .executeTakeFirst();
    if (continued.numUpdatedRows === 0n) return refused('changed-meanwhile', 'newer-version');
    const version = await freeze(change, space, {
      design,
      number,
      input,
      judged: judged.value,
      parents: parents.value,
    });
    return done({ address: design.address, number, version });
  },
};

/** Its author or a host takes a design away from the gallery. Its versions stay for what was made from them. */
export const removeDesign: Command<z.infer<typeof onDesign>, DesignFound, { address: string }> = {
  name: 'design.remove-design',
  action: 'design.remove',
  input: onDesign,
  find: async (change, input) => {
    const found = await findDesign(change.db, change.actor, input, { removedToo: true });
    return (
      found && { standing: standingIn(found, change.actor, found.design.authorId), subject: found }
    );
  },
  apply: async (change, _input, { space, design }) => {
    await change.db
      .updateTable('designs')
      .set({ removedAt: change.now, removedBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('id', '=', design.id)
      .where('removedAt', 'is', null)
      .execute();
    await showThread(change, { spaceId: space.id, kind: 'design', id: design.id }, false);
    await change.emit({
      kind: 'design.removed',
      spaceId: space.id,
      subjectId: design.id,
      data: { address: design.address, authorId: design.authorId },
    });
    return done({ address: design.address });
  },
};

async function authorOf(change: Change): Promise<Outcome<string>> {
  const unverified = await requireVerified(change);
  const authorId = personOf(change.actor);
  return unverified ?? (authorId ? done(authorId) : refused('sign-in-needed'));
}

type Freezing = {
  design: { id: string; address: string; authorId: string };
  number: number;
  input: { title: string; reason: string };
  judged: JudgedDesign;
  parents: readonly ParentRow[];
};

/** Writes the version that nobody can change any more, with its kit and its parents; answers its id. */
async function freeze(
  change: Change,
  space: SpaceStanding['space'],
  { design, number, input, judged, parents }: Freezing,
): Promise<string> {
  const { title, reason } = input;
  const { hash: kitHash, kit } = judged.kit;
  const document: DesignVersion = {
    format: 1,
    kit: kitHash,
    root: judged.design.root,
    parents: parents.map(({ contentHash }) => contentHash),
    title,
    reason,
  };
  const id = change.id();
  const prices = await newestPrices(change.db, space.id, kit.id);
  const contentHash = versionId(document);
  await change.db
    .insertInto('kits')
    .values({ spaceId: space.id, hash: kitHash, kit: JSON.stringify(kit), addedAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'hash']).doNothing())
    .execute();
  await change.db
    .insertInto('designVersions')
    .values({
      spaceId: space.id,
      id,
      designId: design.id,
      number,
      contentHash,
      proof: judged.proof,
      kitHash,
      priceKit: prices.number === null ? null : kit.id,
      priceList: prices.number,
      document: JSON.stringify(document),
      title,
      reason,
      authorId: design.authorId,
      publishedAt: change.now,
      ...factsOf(judged.evaluation),
    })
    .execute();
  for (const [at, parentRow] of parents.entries()) {
    await change.db
      .insertInto('designParents')
      .values({ spaceId: space.id, versionId: id, place: at + 1, parentId: parentRow.id })
      .execute();
  }
  const { address, authorId } = design;
  await change.emit({
    kind: 'design.published',
    spaceId: space.id,
    subjectId: design.id,
    data: { address, authorId, number, title },
  });
  return contentHash;
}

async function countOwn(change: Change, spaceId: string, authorId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('designs')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('authorId', '=', authorId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function newAddress(): string {
  const letters = Array.from({ length: ADDRESS_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]);
  return letters.join('');
}
