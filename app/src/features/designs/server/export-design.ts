import { createHash } from 'node:crypto';
import { cutListCsv } from '@muster/kit/cut-list';
import { drawView, VIEWS } from '@muster/kit/draw-view';
import { canonicalOf } from '@muster/kit/hash';
import { type Picture, PICTURE_STYLE, pictureSvg } from '@muster/kit/picture';
import { write3mf } from '@muster/kit/write-3mf';
import { writeDxf } from '@muster/kit/write-dxf';
import { writeGlb } from '@muster/kit/write-glb';
import { writePdf } from '@muster/kit/write-pdf.node';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { day } from '#ui/words/words.ts';
import { rasterise, SHEET } from '#server/pictures/rasterise.ts';
import type { Services } from '#server/services.ts';
import { readVersion, type VersionRow } from './design-reads.ts';
import { onVersion } from './find-design.ts';
import type { VersionAtHand } from './version-book.ts';

/** One version, and for drawings how it is drawn. */
export const onFile = onVersion.extend({ view: z.enum(VIEWS).optional() });

type Wanted = z.infer<typeof onFile> & { format: string; language: string };
type Version = { row: VersionRow; atHand: VersionAtHand };
/** Null where there is nothing to draw, such as a cutting plan of a piece of solid wood. */
type Written = string | Uint8Array<ArrayBuffer> | null;
type Writer = {
  mediaType: string;
  write(version: Version, wanted: Wanted): Written | Promise<Written>;
};

const SVG = 'image/svg+xml; charset=utf-8';

const WRITERS: Record<string, Writer> = {
  svg: {
    mediaType: SVG,
    write: (version, wanted) => {
      const picture = pictureOf(version, wanted);
      return picture && pictureSvg(picture, true);
    },
  },
  /** A small one for lists: the piece alone. */
  picture: {
    mediaType: SVG,
    write: ({ row, atHand }) => pictureSvg(atHand.picture(row.title, false), true),
  },
  /** Of the size that other sites show where no way of drawing is asked for, else a sheet to be read. */
  png: {
    mediaType: 'image/png',
    write: (version, wanted) => {
      const { row, atHand } = version;
      if (wanted.view === undefined) return rasterise(pictureSvg(atHand.picture(row.title, false)));
      const picture = pictureOf(version, wanted);
      return picture && rasterise(pictureSvg(picture), SHEET);
    },
  },
  pdf: {
    mediaType: 'application/pdf',
    write: ({ row, atHand: { kit, evaluation } }, { language }) =>
      writePdf(kit.compiled, evaluation, {
        title: row.title,
        language,
        author: row.author.name,
        date: new Date(row.publishedAt),
        day: day(language, 'UTC', row.publishedAt),
        hash: row.contentHash,
      }),
  },
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    write: ({ atHand: { kit, evaluation } }, { language }) =>
      cutListCsv(kit.compiled, evaluation.parts, language),
  },
  dxf: {
    mediaType: 'application/dxf',
    write: ({ atHand: { kit, evaluation } }, { language }) =>
      writeDxf(kit.compiled, evaluation.parts, language),
  },
  glb: {
    mediaType: 'model/gltf-binary',
    write: ({ row, atHand: { kit, evaluation } }) =>
      writeGlb(kit.compiled, evaluation.parts, row.title),
  },
  '3mf': {
    mediaType: 'model/3mf',
    write: ({ row, atHand: { kit, evaluation } }, { language }) =>
      write3mf(kit.compiled, evaluation.parts, { title: row.title, language }),
  },
  json: {
    mediaType: 'application/json; charset=utf-8',
    write: ({ row }) => `${canonicalOf(row.document)}\n`,
  },
};

/** A picture opened by itself brings one style, which makes it follow the reader's choice of dark, and nothing else. */
const OF_PICTURES = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PICTURE_STYLE).digest('base64')}'; frame-ancestors 'none'`;

/** A version as a file of its trade. A version never changes, so whoever has read it need not ask again. */
export async function exportDesign(
  services: Services,
  actor: Actor,
  wanted: Wanted,
): Promise<Outcome<Response>> {
  const writer = Object.hasOwn(WRITERS, wanted.format) ? WRITERS[wanted.format] : undefined;
  if (!writer) return refused('not-found');
  const read = await readVersion(services, actor, wanted);
  if (read.kind === 'refused') return read;
  const written = await writer.write(read.value, wanted);
  if (written === null) return refused('not-found');
  const { mediaType } = writer;
  const isShown = mediaType.startsWith('image/');
  const isOld = wanted.number !== undefined;
  return done(
    new Response(written, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${fileName(read.value.row, wanted)}"`,
        'cache-control': isOld ? 'private, max-age=86400' : 'private, no-cache',
        ...(mediaType === SVG ? { 'content-security-policy': OF_PICTURES } : {}),
      },
    }),
  );
}

function pictureOf({ row, atHand }: Version, { view, language }: Wanted): Picture | null {
  const { kit, evaluation } = atHand;
  const { title } = row;
  return drawView(kit.compiled, evaluation.parts, view ?? 'axonometric', { title, language });
}

function fileName({ address, number }: VersionRow, { format, view }: Wanted): string {
  const ending = format === 'picture' ? 'svg' : format;
  return `${address}-${number}${view === undefined ? '' : `-${view}`}.${ending}`;
}
