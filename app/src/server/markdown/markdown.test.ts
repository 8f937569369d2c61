import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt, mentionedHandles, MOST_MARKDOWN, renderMarkdown } from './markdown.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java\nscript:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](vbscript:x)',
  '[a](data:text/html,<script>alert(1)</script>)',
  '![a](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[a](https://x"onmouseover="alert(1))',
  '![a"onerror="alert(1)](/x)',
  '[a]: javascript:alert(1)\n\n[a]',
  '`<script>`',
  '```"><script>\nx\n```',
  '<a href="javascript:alert(1)">x</a>',
  '@a"onclick="x',
  '<iframe src=//x>',
  '[a](//evil.example/x)',
  '[a](\\\\evil.example)',
  '| <b onmouseover=alert(1)> |\n|---|\n| <i> |',
  '<!--><script>x</script>-->',
];

test('text cannot run, whatever is written', () => {
  for (const source of HOSTILE) {
    const html = renderMarkdown(source, new Set(['a']));
    const tags = html.match(/<[^>]*>/g) ?? [];
    for (const tag of tags) {
      assert.match(
        tag,
        /^<\/?(?:p|a|img|code|pre|em|strong|ul|ol|li|br|blockquote|h[1-6]|hr|table|thead|tbody|tr|th|td|s)(?:[ >])/,
        source,
      );
      assert.doesNotMatch(tag, /\s(?:on\w+|style)=/i, source);
      assert.doesNotMatch(tag, /(?:href|src)="(?!https?:|mailto:|\/(?!\/)|#)/i, source);
    }
  }
});

test('links do not lend their name, and pictures come from here alone', () => {
  assert.match(renderMarkdown('[x](https://a.example)'), /rel="nofollow noopener ugc"/);
  assert.doesNotMatch(renderMarkdown('![x](https://a.example/p.png)'), /<img/);
  const own = '/s/bench-abcde/files/01900000-0000-7000-8000-000000000000';
  assert.match(renderMarkdown(`![A bench](${own})`), /<img src="[^"]+" alt="A bench"/);
});

test('a handle becomes a link where somebody bears it, and never in code', () => {
  const html = renderMarkdown('Hello @ada, @nobody and `@ada`, ada@ada.example', new Set(['ada']));
  assert.equal(html.match(/class="mention"/g)?.length, 1);
  assert.deepEqual(mentionedHandles('Hello @ada and @ada, `@code`, x@mail.example'), ['ada']);
});

/** Some 40 ms are usual; what grows with the square of the text would take minutes. No slow machine comes near this. */
const HANGS_MS = 10_000;

test('64 KB are rendered without a hang, also when they are meant to hurt', () => {
  const units = [
    '[',
    '![',
    '*a ',
    '**a ',
    '_a_',
    '`',
    '> ',
    '- ',
    '  - a\n',
    '<',
    '&',
    '[a](',
    '[a][b]',
    '|a',
    'http://a ',
    '@ab ',
    '\\',
    '~~',
    '#',
    '1. a\n',
    '(',
    '"',
    '\n> ',
    'a\n',
    '[a]: x\n',
    '[[]()',
    '*_',
    '<a ',
    '***a',
  ];
  for (const unit of units) {
    const source = unit.repeat(Math.ceil(MOST_MARKDOWN / unit.length)).slice(0, MOST_MARKDOWN);
    const started = performance.now();
    const html = renderMarkdown(source, new Set(['ab']));
    const took = performance.now() - started;
    assert.ok(took <= HANGS_MS, `${JSON.stringify(unit)} took ${took.toFixed(0)} ms`);
    assert.ok(html.length <= 700_000, `${JSON.stringify(unit)} became ${html.length}`);
  }
});

test('an excerpt is words, cut between them', () => {
  assert.equal(
    excerpt('# A **bench**\n\n![x](/y) with [legs](https://a.example)', 80),
    'A bench with legs',
  );
  assert.equal(excerpt('one two three', 9), 'one two…');
});
