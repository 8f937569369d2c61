/**
 * Compares two texts by the bytes of their UTF-8 form, which is the order of their code points.
 * The plain `<` of JavaScript compares UTF-16 units and differs above U+FFFF.
 */
export function compareBytes(first: string, second: string): number {
  const length = Math.min(first.length, second.length);
  for (let at = 0; at < length; at++) {
    const one = first.charCodeAt(at);
    const other = second.charCodeAt(at);
    if (one !== other) return byteRank(one) - byteRank(other);
  }
  return first.length - second.length;
}

/** Surrogates stand for code points above all others, so they are moved past the rest of the plane. */
function byteRank(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  return isSurrogate ? unit + 0x10000 : unit;
}
