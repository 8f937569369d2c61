/** What is taken as a picture, and how much of the machine one may use. */
export const PICTURE_LIMITS = {
  mostBytes: 12 * 1024 * 1024,
  mostPixels: 40_000_000,
  /** Longest side of what is kept. */
  largePixels: 2400,
  smallPixels: 800,
  timeoutMs: 10_000,
  atOnce: 2,
  /** Further pictures wait; beyond this many, the caller is asked to come back. */
  mostWaiting: 20,
  /** Address space of the child; libvips and V8 reserve far more than they use. */
  addressSpaceKb: 4 * 1024 * 1024,
  mostAnswerBytes: 24 * 1024 * 1024,
} as const;

export const PICTURE_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureFormat = 'jpeg' | 'png' | 'webp';

/** The format by its first bytes; what a file or its sender calls itself counts for nothing. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | undefined {
  const starts = (text: string, at = 0) =>
    Buffer.from(
      bytes.buffer,
      bytes.byteOffset + at,
      Math.max(0, Math.min(text.length, bytes.byteLength - at)),
    ).toString('latin1') === text;
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  return undefined;
}
