import { fromUtf8 } from './bytes.ts';

/** Seven bits a byte: so many bytes hold the largest exact integer, 2^53 - 1. */
const NUMBER_BYTES_MAX = 8;

/** A whole number from 0 to 2^53 - 1 in groups of seven bits, lowest first; the top bit says that more follow. */
export function packNumber(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return Uint8Array.from([...bytes, left]);
}

/** Reads what was packed, front to back. Null: not there, or not in its one spelling. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array | null {
    if (this.#at + length > this.#bytes.length) return null;
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.#bytes.slice(this.#at);
  }

  text(): string | null {
    const length = this.number();
    const bytes = length === null ? null : this.take(length);
    return bytes === null ? null : fromUtf8(bytes);
  }

  number(): number | null {
    let value = 0;
    for (let place = 0; place < NUMBER_BYTES_MAX; place++) {
      const byte = this.take(1)?.[0];
      if (byte === undefined) return null;
      value += (byte & 127) * 128 ** place;
      if (byte >= 128) continue;
      const isOneSpelling = byte > 0 || place === 0;
      return isOneSpelling && Number.isSafeInteger(value) ? value : null;
    }
    return null;
  }
}
