import { cutListCsv } from '@muster/kit/cut-list';
import { canonicalOf } from '@muster/kit/hash';
import { writeDxf } from '@muster/kit/write-dxf';
import type { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { rasterise } from '#server/pictures/rasterise.ts';
import type { Services } from '#server/services.ts';
import { readVersion, type VersionRow } from './design-reads.ts';
import type { onVersion } from './find-design.ts';
import type { VersionAtHand } from './version-book.ts';

type Writer = {
  mediaType: string;
  write(
    row: VersionRow,
    atHand: VersionAtHand,
    language: string,
  ): string | Promise<Uint8Array<ArrayBuffer>>;
};

/** The formats that a design leaves in. */
const WRITERS: Record<string, Writer> = {
  svg: {
    mediaType: 'image/svg+xml; charset=utf-8',
    write: ({ title }, { drawing }) => drawing(title, true),
  },
  picture: {
    mediaType: 'image/svg+xml; charset=utf-8',
    write: ({ title }, { drawing }) => drawing(title, false),
  },
  png: {
    mediaType: 'image/png',
    write: ({ title }, { drawing }) => rasterise(drawing(title, false)),
  },
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    write: (_, { kit, evaluation }, language) =>
      cutListCsv(kit.compiled, evaluation.parts, language),
  },
  dxf: {
    mediaType: 'application/dxf',
    write: (_, { kit, evaluation }, language) => writeDxf(kit.compiled, evaluation.parts, language),
  },
  json: {
    mediaType: 'application/json; charset=utf-8',
    write: ({ document }) => `${canonicalOf(document)}\n`,
  },
};

export const FORMATS = ['svg', 'png', 'dxf', 'csv', 'json'] as const;

/** A version as a file of its trade. A version never changes, so whoever has read it need not ask again. */
export async function exportDesign(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onVersion> & { format: string; language: string },
): Promise<Outcome<Response>> {
  const writer = Object.hasOwn(WRITERS, wanted.format) ? WRITERS[wanted.format] : undefined;
  if (!writer) return refused('not-found');
  const read = await readVersion(services, actor, wanted);
  if (read.kind === 'refused') return read;
  const { row, atHand } = read.value;
  const isShown = writer.mediaType.startsWith('image/');
  const name = `${row.address}-${row.number}.${wanted.format}`;
  return done(
    new Response(await writer.write(row, atHand, wanted.language), {
      headers: {
        'content-type': writer.mediaType,
        'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${name}"`,
        'cache-control':
          wanted.number === undefined ? 'private, no-cache' : 'private, max-age=86400',
      },
    }),
  );
}
