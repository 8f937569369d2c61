const QUIET_MS = 1_000;
const REDRAW_MS = 100;
const WIDTH = 30;

/** A bar on a terminal, shown only once the work has taken over a second. */
export class ProgressBar {
  private readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  private readonly total: number;
  private readonly startedMs = performance.now();
  private drawnMs = 0;
  private done = 0;

  constructor(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }, total: number) {
    this.stream = stream;
    this.total = Math.max(1, total);
  }

  advance(amount: number): void {
    this.done += amount;
    const nowMs = performance.now();
    if (this.stream.isTTY !== true || nowMs - this.startedMs < QUIET_MS) return;
    if (nowMs - this.drawnMs < REDRAW_MS) return;
    this.drawnMs = nowMs;
    const share = Math.min(1, this.done / this.total);
    const filled = Math.round(share * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    this.stream.write(`\r${bar} ${Math.round(share * 100)} %`);
  }

  /** Takes the bar away, so that what follows stands alone. */
  clear(): void {
    if (this.drawnMs > 0) this.stream.write('\r\u001b[K');
    this.drawnMs = 0;
  }
}
