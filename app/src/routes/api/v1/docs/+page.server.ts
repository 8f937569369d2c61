import {
  type ApiBook,
  findCalls,
  readApiBook,
} from '#features/installation/server/api-document.ts';
import { renderMarkdown } from '#server/markdown/markdown.ts';
import { error, type RequestEvent } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const csr = false;

/** Read once a process: the routes are what they were when it started. */
let book: Promise<ApiBook> | undefined;

/** What is searched for or one chapter in full; with neither, the calls by name alone, for the whole book is 400 kB. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = (searchParams.get('q') ?? '').trim().slice(0, 80);
  const chapter = searchParams.get('chapter');
  book ??= openBook(event);
  const { about, chapters } = await book;
  const contents = chapters.map(({ name, calls }) => ({
    name,
    calls: calls.map(({ id, method, path, summary }) => ({ id, method, path, summary })),
  }));
  if (q) return { q, chapter: null, contents, shown: findCalls(await book, q), about: '' };
  if (chapter === null)
    return { q, chapter, contents, shown: undefined, about: renderMarkdown(about) };
  const shown = chapters.filter(({ name }) => name === chapter);
  if (shown.length === 0) error(404);
  return { q, chapter, contents, shown, about: '' };
};

async function openBook({ platform }: RequestEvent): Promise<ApiBook> {
  const answer = await platform?.req.muster?.describeApi();
  return readApiBook(await answer?.json());
}
