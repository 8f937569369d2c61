/**
 * Runs as a process of its own: reads one picture from stdin, writes the two encoded pictures to stdout. It is started
 * with an empty environment; whatever a hostile picture does to the decoder happens here and dies here.
 */
import sharp, { type OutputInfo } from 'sharp';
import { PICTURE_LIMITS, type PictureFormat, pictureFormat } from './picture-limits.ts';

/** The answer: a line of JSON with this head, then the bytes of the large and of the small picture. */
export type EncodedHead =
  | { kind: 'encoded'; large: EncodedSize; small: EncodedSize }
  | { kind: 'refused'; because: 'not-a-picture' | 'too-many-pixels' };
export type EncodedSize = { bytes: number; width: number; height: number };

const QUALITY = 82;

sharp.concurrency(1);
sharp.cache(false);
await answer(await readAll());

async function answer(input: Buffer): Promise<void> {
  const format = pictureFormat(input);
  if (!format) return say({ kind: 'refused', because: 'not-a-picture' });
  try {
    const refusal = await whyNot(input, format);
    if (refusal) return say({ kind: 'refused', because: refusal });
    const large = await encode(input, PICTURE_LIMITS.largePixels);
    const small = await encode(large.data, PICTURE_LIMITS.smallPixels);
    say({ kind: 'encoded', large: sizeOf(large), small: sizeOf(small) }, large.data, small.data);
  } catch {
    say({ kind: 'refused', because: 'not-a-picture' });
  }
}

/** The loader of libvips must agree with the first bytes, and the header must promise few enough pixels. */
async function whyNot(
  input: Buffer,
  format: PictureFormat,
): Promise<'not-a-picture' | 'too-many-pixels' | undefined> {
  const meta = await sharp(input, { limitInputPixels: false, failOn: 'error' }).metadata();
  if (meta.format !== format) return 'not-a-picture';
  const pixels = meta.width * meta.height * (meta.pages ?? 1);
  return pixels > PICTURE_LIMITS.mostPixels ? 'too-many-pixels' : undefined;
}

/** Turned upright, made no larger than asked, and without metadata: sharp keeps none unless told to. */
function encode(input: Buffer, side: number): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(input, {
    limitInputPixels: PICTURE_LIMITS.mostPixels,
    failOn: 'error',
    sequentialRead: true,
  })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
}

function sizeOf({ data, info }: { data: Buffer; info: OutputInfo }): EncodedSize {
  return { bytes: data.byteLength, width: info.width, height: info.height };
}

async function readAll(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    length += part.byteLength;
    if (length > PICTURE_LIMITS.mostBytes) break;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function say(head: EncodedHead, ...bodies: Buffer[]): void {
  process.stdout.write(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bodies]));
}
