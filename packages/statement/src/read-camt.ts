import {
  identified,
  isoDay,
  type LineParts,
  minorUnits,
  MOST_LINES,
  type Statement,
  UnreadableStatement,
} from './statement.ts';
import { at, childrenOf, readXml, textAt, type XmlElement } from './xml-tree.ts';

/**
 * Booked movements of a CAMT.053 statement (ISO 20022), versions 001.02 to 001.13: the paths that changed between them are
 * both looked at. An entry that bundles several transactions with amounts of their own gives a line for each of them.
 */
export function readCamt(text: string): Statement {
  const root = readXml(text);
  const report = at(root, 'BkToCstmrStmt');
  if (root.name !== 'Document' || !report) throw new UnreadableStatement('not-camt-053', root.line);
  if (root.namespace !== '' && !/camt\.053\.001\.\d\d$/.test(root.namespace))
    throw new UnreadableStatement('not-camt-053', root.line, root.namespace.slice(0, 80));
  const statements = childrenOf(report, 'Stmt');
  const accounts = statements
    .map((statement) => textAt(statement, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id').replaceAll(/\s/g, ''))
    .filter((account) => account !== '');
  const parts = statements.flatMap((statement) => childrenOf(statement, 'Ntry').flatMap(linesOf));
  if (parts.length > MOST_LINES) throw new UnreadableStatement('too-many-lines', 1);
  return { format: 'camt.053', accounts, lines: identified(accounts, parts) };
}

/** What is only announced (PDNG, INFO) is no money yet. */
function linesOf(entry: XmlElement): LineParts[] {
  if (!['BOOK', ''].includes(textAt(entry, 'Sts/Cd', 'Sts').toUpperCase())) return [];
  const transactions = childrenOf(entry, 'NtryDtls').flatMap((details) =>
    childrenOf(details, 'TxDtls'),
  );
  const whole = moneyOf(entry, entry);
  const date = dateOf(entry);
  const single = transactions.length <= 1;
  const split = !single && transactions.every((transaction) => amountElement(transaction));
  if (!split) return [lineOf(entry, transactions[0], { ...whole, date })];
  return transactions.map((transaction) =>
    lineOf(entry, transaction, { ...moneyOf(transaction, entry), date }),
  );
}

type Money = Pick<LineParts, 'amount' | 'currency' | 'direction'>;

function lineOf(
  entry: XmlElement,
  transaction: XmlElement | undefined,
  money: Money & { date: string },
): LineParts {
  const parties = at(transaction, 'RltdPties');
  const side = money.direction === 'credit' ? 'Dbtr' : 'Cdtr';
  const own = textAt(transaction, 'Refs/AcctSvcrRef', 'Refs/TxId');
  return {
    ...money,
    reference: referenceOf(entry, transaction),
    counterparty: textAt(parties, `${side}/Pty/Nm`, `${side}/Nm`),
    counterpartyAccount: textAt(parties, `${side}Acct/Id/IBAN`, `${side}Acct/Id/Othr/Id`),
    bankId: own || textAt(entry, 'AcctSvcrRef', 'NtryRef') || null,
    line: (transaction ?? entry).line,
  };
}

function referenceOf(entry: XmlElement, transaction: XmlElement | undefined): string {
  const remittance = at(transaction, 'RmtInf');
  const structured = childrenOf(remittance, 'Strd').map((part) => textAt(part, 'CdtrRefInf/Ref'));
  const free = childrenOf(remittance, 'Ustrd').map(({ text }) => text);
  const endToEnd = textAt(transaction, 'Refs/EndToEndId');
  const words = [...structured, ...free, endToEnd === 'NOTPROVIDED' ? '' : endToEnd];
  return words.filter((part) => part.trim() !== '').join(' ') || textAt(entry, 'AddtlNtryInf');
}

function amountElement(part: XmlElement): XmlElement | undefined {
  return at(part, 'Amt') ?? at(part, 'AmtDtls/TxAmt/Amt');
}

/** NOTE: a reversal (RvslInd) states its own direction already, as the booking on the account stands. */
function moneyOf(part: XmlElement, entry: XmlElement): Money {
  const element = amountElement(part);
  if (!element) throw new UnreadableStatement('missing', part.line, 'Amt');
  const currency = element.attributes.Ccy ?? '';
  if (!/^[A-Z]{3}$/.test(currency))
    throw new UnreadableStatement('not-a-currency', element.line, 'Amt');
  const amount = minorUnits(element.text.trim(), currency);
  if (amount === undefined || amount < 0)
    throw new UnreadableStatement('not-an-amount', element.line, 'Amt');
  const direction = textAt(part, 'CdtDbtInd') || textAt(entry, 'CdtDbtInd');
  if (direction !== 'CRDT' && direction !== 'DBIT')
    throw new UnreadableStatement('not-a-direction', part.line, 'CdtDbtInd');
  return { amount, currency, direction: direction === 'CRDT' ? 'credit' : 'debit' };
}

function dateOf(entry: XmlElement): string {
  const text = textAt(entry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm');
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  const date = isoDay(year, month, day);
  if (date === undefined)
    throw new UnreadableStatement(text === '' ? 'missing' : 'not-a-date', entry.line, 'BookgDt');
  return date;
}
