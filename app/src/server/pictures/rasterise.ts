import sharp from 'sharp';

/** What other sites show of a page. */
const PREVIEW = { width: 1_200, height: 630 };
/** A drawing that is to be read, in whatever shape it has. */
export const SHEET = { width: 2_000, height: 2_000 };
const PAPER = '#fdfbf7';
const MARGIN = 40;

/**
 * A drawing of our own as PNG for previews on other sites. NOTE: never for SVG that came from outside; the renderer runs in this
 * process. It knows no variables of CSS, so each gives way to the colour that stands beside it.
 */
export async function rasterise(
  svg: string,
  size: typeof PREVIEW = PREVIEW,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = svg.replaceAll(/var\(--[\w-]+, (#[0-9a-f]{3,6})\)/g, '$1');
  const drawn = await sharp(Buffer.from(plain), { density: 96 })
    .resize({
      width: size.width - 2 * MARGIN,
      height: size.height - 2 * MARGIN,
      fit: size === PREVIEW ? 'contain' : 'inside',
      background: PAPER,
    })
    .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background: PAPER })
    .flatten({ background: PAPER })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
  return new Uint8Array(drawn);
}
