import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from '@muster/kit/compiled-kit';
import { listParts } from '@muster/kit/cut-list';
import { evaluate, type Evaluation } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { type WorkshopSheet, writePdf } from '@muster/kit/write-pdf.node';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const kit = hashOf(furnitureKit);
const compiled = compileKit(furnitureKit);
if (compiled.kind === 'refused') throw new Error('The kit compiles.');
const ready = compiled.kit;

function evaluated(wanted: string): Evaluation {
  const root = starters.find(({ id }) => id === wanted)?.root;
  assert.ok(root);
  const evaluation = evaluate(ready, kit, { kit, root });
  assert.ok(evaluation.kind === 'evaluation');
  return evaluation;
}

const sheet: WorkshopSheet = {
  title: 'Sideboard für Zoë',
  language: 'de',
  author: 'Jürgen',
  date: new Date('2026-11-25T10:00:00Z'),
  day: '25. November 2026',
  hash: 'Wb1Rwjdwe4abcdefghijklmnopqrstuvwxyz0123456',
};

async function read(evaluation: Evaluation, words: WorkshopSheet) {
  const pdf = await getDocumentProxy(await writePdf(ready, evaluation, words));
  const { text } = await extractText(pdf, { mergePages: false });
  return { pages: text.map((page) => page.replaceAll(/\s+/g, ' ')), pdf };
}

test('another program reads the title, every part, what is bought, the hash and the pages', async () => {
  const evaluation = evaluated('sideboard');
  const { pages, pdf } = await read(evaluation, sheet);
  const all = pages.join(' ');
  const words = [
    'Sideboard für Zoë',
    'Jürgen, 25. November 2026',
    '1800 × 395 × 800 mm',
    'Ansicht von links',
    'Auseinandergenommen',
    'Stückliste',
    'Beschläge',
    'Zuschnittplan',
    'Befunde',
    'Platten zu 2800 × 2070 mm: 1',
    'Maßstab 1:20',
  ];
  for (const word of words) assert.ok(all.includes(word), word);
  for (const { number, name } of listParts(ready, evaluation.parts, 'de'))
    assert.ok(all.includes(`${number} ${name}`), name);
  pages.forEach((page, at) => {
    assert.ok(page.includes(`Seite ${at + 1} von ${pages.length}`));
    assert.ok(page.includes(sheet.hash));
  });
  assert.ok(!all.includes('Unicode'));
  const { info } = await getMeta(pdf);
  assert.equal(info['Title'], sheet.title);
  assert.equal(info['CreationDate'], 'D:20261125100000Z');
});

test('it speaks English as well, and a piece of solid wood has no cutting plan', async () => {
  const { pages } = await read(evaluated('dining-table'), { ...sheet, language: 'en' });
  const all = pages.join(' ');
  for (const word of ['From the left', 'Cut list', 'Findings', 'Page 1 of', 'dm³'])
    assert.ok(all.includes(word), word);
  assert.ok(!all.includes('Cutting plan'));
});

test('Greek and Cyrillic are written; what the face lacks stands as its number, and the sheet says so', async () => {
  const title = 'Ράφι Полка 木 שלום 🪑 \u0000\n';
  const { pages, pdf } = await read(evaluated('bookcase'), { ...sheet, title });
  const [first = ''] = pages;
  for (const word of ['Ράφι', 'Полка', '‹6728›', '‹05E9›', '‹1FA91›', 'Nummer in Unicode'])
    assert.ok(first.includes(word), `${word} in ${first.slice(0, 300)}`);
  const { info } = await getMeta(pdf);
  assert.ok(String(info['Title']).includes('木'), 'the title of the file has every letter');
});

test('the same design, words and date have the same bytes', async () => {
  const evaluation = evaluated('chest');
  const [one, other] = [
    await writePdf(ready, evaluation, sheet),
    await writePdf(ready, evaluation, sheet),
  ];
  assert.deepEqual(one, other);
});

test('every finished piece becomes a sheet, and so does a piece of nothing', async () => {
  for (const { id, en } of starters) {
    const { pages } = await read(evaluated(id), { ...sheet, title: en, language: 'en' });
    assert.ok(pages.length >= 4, id);
  }
  const nothing = { ...evaluated('bench'), parts: [], findings: [], takeoffs: {} };
  assert.ok((await read(nothing, { ...sheet, title: '' })).pages.length >= 3);
});
