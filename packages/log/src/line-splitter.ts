import { joinBytes } from './bytes.ts';
import { lineBytesMax } from './limits.ts';

/** Cuts a stream of bytes into lines, each ended by one line feed, and never holds more than one line. */
export class LineSplitter {
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  /** The lines that a chunk completes, without their line feeds, or null where a line grows past `lineBytesMax`. */
  *push(chunk: Uint8Array): Generator<Uint8Array | null> {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const piece = chunk.subarray(start, end === -1 ? chunk.length : end);
      if (this.#heldBytes + piece.length > lineBytesMax) {
        yield null;
        return;
      }
      if (end === -1) {
        this.#hold(piece);
        return;
      }
      yield this.#heldBytes === 0 ? piece : this.#joined(piece);
      start = end + 1;
    }
  }

  /** Bytes after the last line feed. A whole export has none. */
  get leftOver(): number {
    return this.#heldBytes;
  }

  #hold(piece: Uint8Array): void {
    if (piece.length === 0) return;
    // A copy: the caller may fill its buffer anew.
    this.#held.push(piece.slice());
    this.#heldBytes += piece.length;
  }

  #joined(piece: Uint8Array): Uint8Array {
    const line = joinBytes([...this.#held, piece]);
    this.#held = [];
    this.#heldBytes = 0;
    return line;
  }
}
