import { createHash } from 'node:crypto';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { visitor } from '#server/actor.ts';
import { renderMarkdown } from '#server/markdown/markdown.ts';
import { type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const MOST_ENTRIES = 30;

type Entry = {
  id: string;
  address: string | null;
  title: string;
  body: string;
  author: string;
  publishedAt: Date;
  updatedAt: Date;
};
export type JournalFeed = {
  space: { id: string; address: string; name: string; purpose: string; createdAt: Date };
  entries: Entry[];
};

/** The newest posts of a public space, read as a visitor: a feed carries no session, and tells nothing that one needs for. */
export async function readAtomFeed(
  services: Services,
  address: string,
): Promise<Outcome<JournalFeed>> {
  const read = await readInSpace(
    services,
    visitor,
    { space: address, action: 'post.read' },
    async (db, { space }) => ({
      space,
      entries: await db
        .selectFrom('posts')
        .innerJoin('people', 'people.id', 'posts.authorId')
        .select(['posts.id', 'posts.address', 'posts.title', 'posts.body'])
        .select((select) => [
          'people.name as author',
          select.ref('posts.publishedAt').$castTo<Date>().as('publishedAt'),
          select.fn
            .coalesce('posts.editedAt', 'posts.publishedAt', 'posts.createdAt')
            .$castTo<Date>()
            .as('updatedAt'),
        ])
        .where('posts.spaceId', '=', space.id)
        .where('posts.publishedAt', 'is not', null)
        .where('posts.removedAt', 'is', null)
        .orderBy('posts.publishedAt', 'desc')
        .orderBy('posts.id', 'desc')
        .limit(MOST_ENTRIES)
        .execute(),
    }),
  );
  return read.kind === 'refused' ? refused('not-found') : read;
}

/** Atom by RFC 4287; addresses in it are whole, since a reader shows it elsewhere. */
export function atomFeed(
  { space, entries }: JournalFeed,
  origin: string,
): { text: string; etag: string; updated: Date } {
  const home = `${origin}/s/${space.address}/journal`;
  const times = entries.flatMap(({ publishedAt, updatedAt }) => [publishedAt, updatedAt]);
  const updated = new Date(
    Math.max(space.createdAt.getTime(), ...times.map((time) => time.getTime())),
  );
  const text = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:${space.id}</id>
  <title>${escapeXml(space.name)}</title>
  <subtitle>${escapeXml(space.purpose)}</subtitle>
  <link rel="self" type="application/atom+xml" href="${escapeXml(home)}/feed.atom"/>
  <link rel="alternate" type="text/html" href="${escapeXml(home)}"/>
  <updated>${updated.toISOString()}</updated>
${entries.map((entry) => entryOf(entry, { home, origin })).join('')}</feed>
`;
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { text, etag, updated };
}

function entryOf(entry: Entry, { home, origin }: { home: string; origin: string }): string {
  const html = renderMarkdown(entry.body).replaceAll(
    /(src|href)="(\/[^"]*)"/g,
    (_, name: string, path: string) => `${name}="${origin}${path}"`,
  );
  return `  <entry>
    <id>urn:uuid:${entry.id}</id>
    <title>${escapeXml(entry.title)}</title>
    <link rel="alternate" type="text/html" href="${escapeXml(`${home}/${entry.address ?? ''}`)}"/>
    <author><name>${escapeXml(entry.author)}</name></author>
    <published>${entry.publishedAt.toISOString()}</published>
    <updated>${entry.updatedAt.toISOString()}</updated>
    <content type="html">${escapeXml(html)}</content>
  </entry>
`;
}

const NAMED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also drops what XML 1.0 has no place for: one such letter would make the whole feed unreadable. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (letter) => NAMED[letter] ?? letter);
}
