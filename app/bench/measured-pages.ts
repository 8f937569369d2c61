import { gzipSync } from 'node:zlib';
import { countQueries } from '../tests/ground/query-counter.ts';

export type PageCost = {
  status: number;
  queries: number;
  milliseconds: number[];
  htmlBytes: number;
  gzipBytes: number;
  /** Gzipped bytes of every script that the page loads by itself. */
  scriptBytes: number;
};

/** Asks for a page some times, one after the other, once unmeasured before. */
export async function measurePage(
  url: string,
  { cookie, times }: { cookie: string; times: number },
): Promise<PageCost> {
  const headers = { cookie, accept: 'text/html' };
  const warm = await fetch(url, { headers, redirect: 'manual' });
  const html = await warm.text();
  const { queries } = await countQueries(async () =>
    (await fetch(url, { headers, redirect: 'manual' })).text(),
  );
  const milliseconds: number[] = [];
  for (let time = 0; time < times; time++) {
    const from = performance.now();
    await (await fetch(url, { headers, redirect: 'manual' })).text();
    milliseconds.push(performance.now() - from);
  }
  return {
    status: warm.status,
    queries,
    milliseconds: milliseconds.toSorted((a, b) => a - b),
    htmlBytes: Buffer.byteLength(html),
    gzipBytes: gzipSync(html).byteLength,
    scriptBytes: await scriptBytes(url, html),
  };
}

async function scriptBytes(url: string, html: string): Promise<number> {
  const paths = new Set(
    [...html.matchAll(/(?:href|src|import\()\s*=?\s*["']([^"']+\.js)["']/g)].map(
      ([, path = '']) => path,
    ),
  );
  let bytes = 0;
  for (const path of paths) {
    const script = await fetch(new URL(path, url));
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).byteLength;
  }
  return bytes;
}

export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
