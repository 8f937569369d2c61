import { readApiBook } from '#features/installation/server/api-document.ts';
import { renderMarkdown } from '#server/markdown/markdown.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

/** Described once a process: the routes are what they were when it started. */
let described: Promise<unknown> | undefined;

export const load: PageServerLoad = async ({ platform, url }) => {
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
  described ??= platform?.req.muster
    ?.describeApi()
    .then((answer): Promise<unknown> => answer.json());
  const book = readApiBook(await described, q);
  return { q, about: renderMarkdown(book.about), chapters: book.chapters };
};
