import MarkdownIt from 'markdown-it';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];
type MakeToken = new (type: string, tag: string, nesting: 0) => Token;

export const MOST_MARKDOWN = 64 * 1024;
/** Output beyond this is shown as plain text: a few kilobytes of input must not become megabytes. */
const MOST_HTML = 512 * 1024;
const MOST_NESTING = 20;
/** Brackets and emphasis marks cost more than linearly when they never close. */
const MOST_MARKS = 4_000;
const LINK = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i;
const OWN_PICTURE = /^\/s\/[a-z0-9-]{4,60}\/files\/[0-9a-f-]{36}$/;
const MENTION = /(?<![\w@/.-])@([a-z0-9][a-z0-9-]{1,29})(?![\w-])/g;
export const MOST_MENTIONS = 20;

const markdown = new MarkdownIt({
  html: false,
  linkify: true,
  typographer: false,
  breaks: true,
  maxNesting: MOST_NESTING,
});
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = (url) => LINK.test(url.trim()) && !/[\p{Cc}\\]/u.test(url);
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'nofollow noopener ugc');
  return self.renderToken(tokens, index, options);
};
markdown.renderer.rules.image = (tokens, index) => renderImage(tokens[index]);
markdown.core.ruler.push('mentions', (state) => {
  const known = (state.env as Environment).mentions;
  for (const block of state.tokens)
    if (block.children) block.children = linkMentions(block.children, known, state.Token);
});

type Environment = { mentions: ReadonlySet<string> };

/**
 * Markdown as somebody wrote it, as HTML that may stand in a page: no HTML of their own, links by a list of schemes, pictures
 * of this installation only, `@handle` a link where the handle is known. Bounded in time and size.
 */
export function renderMarkdown(source: string, mentions: ReadonlySet<string> = new Set()): string {
  const text = source.slice(0, MOST_MARKDOWN);
  if (countMarks(text) > MOST_MARKS) return plain(text);
  const html = markdown.render(text, { mentions } satisfies Environment);
  return html.length > MOST_HTML ? plain(text) : html;
}

/** The handles that a text calls upon, outside of code, each once. */
export function mentionedHandles(source: string): string[] {
  const prose = source.slice(0, MOST_MARKDOWN).replaceAll(/```[^`]*```|`[^`\n]*`/g, ' ');
  const handles = new Set<string>();
  for (const match of prose.matchAll(MENTION)) {
    if (match[1]) handles.add(match[1]);
    if (handles.size === MOST_MENTIONS) break;
  }
  return [...handles];
}

const PICTURE_MARK = /!\[([^\]\n]{0,500})\]\((\/s\/[a-z0-9-]{4,60}\/files\/[0-9a-f-]{36})\)/;

/** The first picture of this installation that a text shows, for feeds and previews. */
export function firstPicture(source: string): { path: string; alt: string } | null {
  const [, alt = '', path] = PICTURE_MARK.exec(source.slice(0, MOST_MARKDOWN)) ?? [];
  return path ? { path, alt } : null;
}

/** The beginning of a text without its marks, for previews, feeds and quotes. */
export function excerpt(source: string, most: number): string {
  const words = source
    .slice(0, most * 8)
    .replaceAll(/!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)/g, ' ')
    .replaceAll(/\[([^\]\n]{0,500})\]\([^)\n]{0,500}\)/g, '$1')
    .replaceAll(/[*_`~]+/g, '')
    .replaceAll(/[#>|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length <= most ? words : `${words.slice(0, most).replace(/\s+\S*$/, '')}…`;
}

function countMarks(text: string): number {
  return text.match(/[[\]*_`~<>]/g)?.length ?? 0;
}

function plain(text: string): string {
  return `<p class="plain">${markdown.utils.escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

/** A picture of somebody else's server would tell that server who reads: it becomes a link. */
function renderImage(token: Token | undefined): string {
  const escape = markdown.utils.escapeHtml;
  const address = String(token?.attrGet('src') ?? '');
  const alt = escape(token?.content ?? '');
  if (OWN_PICTURE.test(address))
    return `<img src="${escape(address)}" alt="${alt}" loading="lazy" decoding="async">`;
  return `<a href="${escape(address)}" rel="nofollow noopener ugc">${alt || escape(address)}</a>`;
}

function linkMentions(tokens: Token[], known: ReadonlySet<string>, Make: MakeToken): Token[] {
  let links = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') links++;
    if (token.type === 'link_close') links--;
    if (token.type !== 'text' || links > 0 || !token.content.includes('@')) return [token];
    return splitMentions(token, known, Make);
  });
}

function splitMentions(token: Token, known: ReadonlySet<string>, Make: MakeToken): Token[] {
  const parts: Token[] = [];
  const text = (content: string) => {
    if (content) parts.push(Object.assign(new Make('text', '', 0), { content }));
  };
  let from = 0;
  for (const match of token.content.matchAll(MENTION)) {
    if (!match[1] || !known.has(match[1])) continue;
    text(token.content.slice(from, match.index));
    parts.push(
      Object.assign(new Make('html_inline', '', 0), {
        content: `<a class="mention" href="/people/${match[1]}">@${match[1]}</a>`,
      }),
    );
    from = match.index + match[0].length;
  }
  text(token.content.slice(from));
  return parts;
}
