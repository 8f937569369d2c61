import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readStatement } from './read-statement.ts';
import { MOST_LETTERS, type Statement } from './statement.ts';

const file = (name: string) =>
  readFileSync(new URL(`../tests/files/${name}`, import.meta.url), 'utf8');

function read(text: string): Statement {
  const result = readStatement(text);
  assert.equal(result.kind, 'read', JSON.stringify(result));
  return result.statement;
}
const refusal = (text: string) => {
  const result = readStatement(text);
  return result.kind === 'refused' ? `${result.reason} ${result.line}` : 'read';
};

test('an older CAMT.053: booked credits and debits, what is announced is left out', () => {
  const { accounts, lines } = read(file('camt-02.xml'));
  assert.deepEqual(accounts, ['DE89370400440532013000']);
  const { identity, ...first } = lines[0]!;
  assert.match(identity, /BANK-1/);
  assert.deepEqual(first, {
    direction: 'credit',
    amount: 29_155,
    currency: 'EUR',
    date: '2026-11-24',
    reference: 'Fernseher rf 10 1234-0000 0042 danke',
    counterparty: 'Ada Lovelace & Co',
    counterpartyAccount: 'DE02120300000000202051',
    bankId: 'BANK-1',
    line: 12,
  });
  assert.deepEqual(
    lines.map(({ direction, amount }) => [direction, amount]),
    [
      ['credit', 29_155],
      ['debit', 1000],
    ],
  );
});

test('a newer CAMT.053 with prefixes: a bundle gives a line for each of its transactions', () => {
  const { lines, accounts } = read(file('camt-08.xml'));
  assert.deepEqual(accounts, ['DE89370400440532013000']);
  assert.deepEqual(
    lines.map(({ amount, counterparty, bankId, reference }) => [
      amount,
      counterparty,
      bankId,
      reference,
    ]),
    [
      [10_000, 'Ada', 'T-1', 'RF10123400000042'],
      [20_000, 'Ben', 'T-2', ''],
    ],
  );
});

const sparkasse = `"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung"
"DE89370400440532013000";"24.11.26";"24.11.26";"GUTSCHRIFT";"RF10 1234 0000 0042";"Ada; Lovelace";"DE02120300000000202051";"1.291,55";"EUR"
"DE89370400440532013000";"24.11.26";"24.11.26";"LASTSCHRIFT";"Strom";"Stadtwerke";"DE02";"-10,00";"EUR"
`;
const csvs: Record<string, [string, unknown[]]> = {
  Sparkasse: [sparkasse, ['credit', 129_155, 'EUR', '2026-11-24', 'Ada; Lovelace', 2]],
  'DKB, with lines above the header': [
    `"Girokonto";"DE89"\n""\n"Buchungsdatum";"Wertstellung";"Zahlungspflichtige*r";"Verwendungszweck";"IBAN";"Betrag (€)"\n"24.11.26";"24.11.26";"Ada";"x";"DE02";"12,5"`,
    ['credit', 1250, 'EUR', '2026-11-24', 'Ada', 4],
  ],
  N26: [
    'Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Account Name,Amount (EUR)\n2026-11-24,2026-11-24,"Ada",DE02,Credit,"two\nlines",Main,1250.00\n',
    ['credit', 125_000, 'EUR', '2026-11-24', 'Ada', 3],
  ],
  Wise: [
    'TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Payer Name\nT-77,24-11-2026,12.50,USD,d,RF85,Ada\n',
    ['credit', 1250, 'USD', '2026-11-24', 'Ada', 2],
  ],
  'plain, yen': [
    'date;amount;currency;reference;counterparty\n2026-11-24;1250;JPY;x;Ada',
    ['credit', 1250, 'JPY', '2026-11-24', 'Ada', 2],
  ],
};
for (const [name, [text, expected]] of Object.entries(csvs)) {
  test(`a CSV of ${name}`, () => {
    const [line] = read(text).lines;
    assert.ok(line);
    const { direction, amount, currency, date, counterparty } = line;
    assert.deepEqual([direction, amount, currency, date, counterparty, line.line], expected);
  });
}

test('the same file twice gives the same identities; two equal payments on a day are two', () => {
  const twice = `${sparkasse}${sparkasse.split('\n')[1]}\n`;
  const [one, two] = [read(twice), read(twice)];
  assert.deepEqual(one, two);
  assert.equal(new Set(one.lines.map(({ identity }) => identity)).size, 3);
  assert.equal(one.lines[0]?.identity, read(sparkasse).lines[0]?.identity);
});

const camt = (inside: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>\n${inside}</Stmt></BkToCstmrStmt></Document>`;
const entry = (amount: string, day = '2026-11-24', direction = 'CRDT') =>
  `<Ntry>\n${amount}<CdtDbtInd>${direction}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt></Ntry>`;
const plain = (row: string) => `date,amount,currency,reference\n${row}`;

const hostile: [string, string, string][] = [
  ['nothing', ' \n', 'empty 1'],
  ['a picture', '\u0089PNG\0', 'not-a-statement 1'],
  ['too large', `<a>${' '.repeat(MOST_LETTERS)}</a>`, 'too-large 1'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', 'document-type 1'],
  ['an entity that nothing declares', '<a>\n&b;</a>', 'not-xml 2'],
  ['a tag that never ends', '<a>\n<b></a>', 'not-xml 2'],
  ['a tower', '<a>'.repeat(100), 'too-deep 1'],
  [
    'another message',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><BkToCstmrStmt/></Document>',
    'not-camt-053 1',
  ],
  ['a page of the web', '<html><body/></html>', 'not-camt-053 1'],
  ['an entry without amount', camt(entry('')), 'missing 2'],
  ['an amount in words', camt(entry('<Amt Ccy="EUR">ten</Amt>')), 'not-an-amount 3'],
  ['half a cent', camt(entry('<Amt Ccy="EUR">1.005</Amt>')), 'not-an-amount 3'],
  ['no currency', camt(entry('<Amt>1</Amt>')), 'not-a-currency 3'],
  ['no direction', camt(entry('<Amt Ccy="EUR">1</Amt>', '2026-11-24', 'UP')), 'not-a-direction 2'],
  ['a day that is none', camt(entry('<Amt Ccy="EUR">1</Amt>', '2026-02-30')), 'not-a-date 2'],
  ['columns of nothing', 'a,b\n1,2', 'no-known-columns 1'],
  ['an open quote', 'date,amount,currency,reference\n"1', 'no-known-columns 1'],
  ['a wrong decimal mark', plain('2026-11-24,"1,5",EUR,x'), 'not-an-amount 2'],
  ['a huge amount', plain('2026-11-24,99999999999999999,EUR,x'), 'not-an-amount 2'],
  ['a wrong day', plain('2026-13-01,1,EUR,x'), 'not-a-date 2'],
  ['a formula', plain('2026-11-24,=1+1,EUR,x'), 'not-an-amount 2'],
  ['a wrong currency', plain('2026-11-24,1,E,x'), 'not-a-currency 2'],
];
for (const [name, text, expected] of hostile) {
  test(`a hostile file is refused by name and line: ${name}`, () => {
    assert.equal(refusal(text), expected);
  });
}
