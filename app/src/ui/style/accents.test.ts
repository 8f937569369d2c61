import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ACCENTS } from '#features/spaces/server/space-input.ts';
import { ACCENT_HUES, accentContrast, contrastOf, type Oklch } from './contrast.ts';

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** A token of the first or of the chosen dark block. */
function token(name: string, scheme: 'light' | 'dark', hue: number): Oklch {
  const block = scheme === 'light' ? tokens : tokens.slice(tokens.indexOf("[data-theme='dark']"));
  const found = new RegExp(
    `--${name}: oklch\\(([\\d.]+) ([\\d.]+) (var\\(--hue\\)|[\\d.]+)\\)`,
  ).exec(block);
  assert.ok(found, `${name} in ${scheme}`);
  const [, lightness, chroma, own] = found;
  return {
    lightness: Number(lightness),
    chroma: Number(chroma),
    hue: own === 'var(--hue)' ? hue : Number(own),
  };
}

const grey = (lightness: number) => ({ lightness, chroma: 0, hue: 0 });

test('white on black is 21 : 1, and grey on grey 1 : 1', () => {
  assert.ok(Math.abs(contrastOf(grey(1), grey(0)) - 21) < 0.05);
  assert.equal(contrastOf(grey(0.5), grey(0.5)), 1);
});

describe('every accent passes WCAG AA as text and under text, by day and at night', () => {
  for (const accent of ACCENTS) {
    test(accent, () => {
      const hue = ACCENT_HUES[accent];
      assert.ok(
        hue !== undefined && tokens.includes(`[data-accent='${accent}'] {\n    --hue: ${hue};`),
      );
      for (const scheme of ['light', 'dark'] as const) {
        const own = token('accent', scheme, hue);
        for (const ground of ['paper', 'sheet', 'shade', 'on-accent', 'accent-wash']) {
          const contrast = contrastOf(own, token(ground, scheme, hue));
          assert.ok(contrast >= 4.5, `${scheme}, ${ground}: ${contrast.toFixed(2)}`);
        }
        const shown = accentContrast(hue)[scheme];
        assert.ok(Math.abs(shown - contrastOf(own, token('paper', scheme, hue))) < 0.01);
      }
    });
  }
});

describe('ink passes on every ground', () => {
  for (const scheme of ['light', 'dark'] as const)
    for (const ink of ['ink', 'ink-soft', 'bad', 'good', 'warn'])
      test(`${ink}, ${scheme}`, () => {
        for (const ground of ['paper', 'sheet', 'shade']) {
          const contrast = contrastOf(token(ink, scheme, 0), token(ground, scheme, 0));
          assert.ok(contrast >= 4.5, `${ground}: ${contrast.toFixed(2)}`);
        }
      });
});
