import { inflateSync } from 'node:zlib';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * A font from its package for the web (WOFF 1.0, W3C Recommendation of 2012) as the plain file that it was made from: its tables
 * inflated. Readers of fonts inflate a table each time that they look at it, which takes most of the time of a sheet.
 */
export function openWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, at) => {
    const from = WOFF_HEADER + at * WOFF_ENTRY;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
    const bytes = woff.subarray(offset ?? 0, (offset ?? 0) + (packed ?? 0));
    return {
      tag: woff.subarray(from, from + 4),
      checksum: woff.subarray(from + 16, from + 20),
      table: packed === length ? bytes : inflateSync(bytes),
    };
  });
  const header = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let at = header.length;
  entries.forEach(({ tag, checksum, table }, index) => {
    const place = SFNT_HEADER + index * SFNT_ENTRY;
    tag.copy(header, place);
    checksum.copy(header, place + 4);
    header.writeUInt32BE(at, place + 8);
    header.writeUInt32BE(table.length, place + 12);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    tables.push(padded);
    at += padded.length;
  });
  return Buffer.concat([header, ...tables]);
}
