import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { encodePicture } from './pictures.ts';

const board = () =>
  sharp({ create: { width: 60, height: 30, channels: 3, background: '#a0522d' } });

/** A picture whose header promises 15,000 × 15,000 and whose data really holds that many zeros. */
const bomb = () =>
  sharp({
    create: { width: 15_000, height: 15_000, channels: 3, background: '#000' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();

test('each of the three formats is taken and comes back as WebP, large and small', async () => {
  for (const input of [
    await board().jpeg().toBuffer(),
    await board().png().toBuffer(),
    await board().webp().toBuffer(),
  ]) {
    const outcome = await encodePicture(input);
    assert.equal(outcome.kind, 'pictures');
    const meta = await sharp(outcome.large.bytes).metadata();
    assert.deepEqual([meta.format, meta.width, meta.height], ['webp', 60, 30]);
    assert.equal((await sharp(outcome.small.bytes).metadata()).format, 'webp');
  }
});

test('a picture is turned upright, made smaller, and loses what it says about its maker', async () => {
  const input = await sharp({
    create: { width: 5000, height: 2000, channels: 3, background: '#456' },
  })
    .withExif({ IFD0: { Copyright: 'SECRET-PLACE', Artist: 'SECRET-PLACE' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const outcome = await encodePicture(input);
  assert.equal(outcome.kind, 'pictures');
  assert.deepEqual([outcome.large.width, outcome.large.height], [960, 2400]);
  assert.deepEqual([outcome.small.width, outcome.small.height], [320, 800]);
  const meta = await sharp(outcome.large.bytes).metadata();
  assert.equal(meta.exif, undefined);
  assert.equal(meta.orientation, undefined);
  assert.ok(!Buffer.from(outcome.large.bytes).includes('SECRET-PLACE'));
});

test('what is hostile, broken or not a picture is refused with a reason', async () => {
  const jpeg = await board().jpeg().toBuffer();
  const png = await sharp({
    create: {
      width: 600,
      height: 600,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .png()
    .toBuffer();
  const corpus: [string, Uint8Array, string][] = [
    ['nothing', Buffer.alloc(0), 'not-a-picture'],
    ['one byte', Buffer.from([0xff]), 'not-a-picture'],
    [
      'SVG',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      ),
      'not-a-picture',
    ],
    ['TIFF', await board().tiff().toBuffer(), 'not-a-picture'],
    ['GIF', await board().gif().toBuffer(), 'not-a-picture'],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj'), 'not-a-picture'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-a-picture'],
    ['a truncated PNG', png.subarray(0, png.length / 2), 'not-a-picture'],
    ['only the start of a JPEG', jpeg.subarray(0, 20), 'not-a-picture'],
    [
      'SVG behind the mark of a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg/>')]),
      'not-a-picture',
    ],
    [
      'noise behind the mark of a WebP',
      Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), Buffer.alloc(900, 7)]),
      'not-a-picture',
    ],
    ['225 megapixels', await bomb(), 'too-many-pixels'],
    ['13 MB', Buffer.concat([jpeg, Buffer.alloc(13 * 1024 * 1024)]), 'picture-too-large'],
  ];
  for (const [name, input, because] of corpus) {
    assert.deepEqual(await encodePicture(input), { kind: 'refused', because }, name);
  }
});

test('a picture that is also a page comes back as a picture alone', async () => {
  const polyglot = Buffer.concat([
    await board().png().toBuffer(),
    Buffer.from('<script>alert(document.domain)</script>'),
  ]);
  const outcome = await encodePicture(polyglot);
  if (outcome.kind === 'pictures')
    assert.ok(!Buffer.from(outcome.large.bytes).includes('<script>'));
  else assert.equal(outcome.because, 'not-a-picture');
});

test('many at once wait their turn, and far too many are asked to come back', async () => {
  const input = await board().png().toBuffer();
  const outcomes = await Promise.all(Array.from({ length: 25 }, () => encodePicture(input)));
  const busy = outcomes.filter(
    (outcome) => outcome.kind === 'refused' && outcome.because === 'pictures-busy',
  );
  assert.equal(busy.length, 3);
  assert.equal(outcomes.filter(({ kind }) => kind === 'pictures').length, 22);
});
