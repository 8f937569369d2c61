/** A bank's CSV by the names of its columns; the first name that the file has is taken. */
export interface CsvLayout {
  readonly name: string;
  readonly decimal: ',' | '.';
  /** The order of the parts of a day. */
  readonly day: 'dmy' | 'ymd';
  readonly columns: {
    readonly date: readonly string[];
    readonly amount: readonly string[];
    readonly currency: readonly string[];
    readonly reference: readonly string[];
    readonly counterparty: readonly string[];
    readonly counterpartyAccount: readonly string[];
    readonly bankId: readonly string[];
    readonly account: readonly string[];
  };
}

/**
 * The layouts that are known. Names are compared without case and outer blanks. `{EUR}` in a name stands for a currency,
 * which is then that of every line.
 */
export const CSV_LAYOUTS: readonly CsvLayout[] = [
  {
    name: 'Sparkasse CSV-CAMT',
    decimal: ',',
    day: 'dmy',
    columns: {
      date: ['Buchungstag'],
      amount: ['Betrag'],
      currency: ['Waehrung', 'Währung'],
      reference: ['Verwendungszweck', 'Kundenreferenz (End-to-End)'],
      counterparty: ['Beguenstigter/Zahlungspflichtiger', 'Name Zahlungsbeteiligter'],
      counterpartyAccount: ['Kontonummer/IBAN', 'Kontonummer', 'IBAN Zahlungsbeteiligter'],
      bankId: [],
      account: ['Auftragskonto', 'IBAN Auftragskonto'],
    },
  },
  {
    name: 'DKB',
    decimal: ',',
    day: 'dmy',
    columns: {
      date: ['Buchungsdatum'],
      amount: ['Betrag ({EUR})', 'Betrag (€)'],
      currency: [],
      reference: ['Verwendungszweck', 'Kundenreferenz'],
      counterparty: ['Zahlungspflichtige*r'],
      counterpartyAccount: ['IBAN'],
      bankId: [],
      account: [],
    },
  },
  {
    name: 'N26',
    decimal: '.',
    day: 'ymd',
    columns: {
      date: ['Booking Date', 'Date'],
      amount: ['Amount ({EUR})'],
      currency: [],
      reference: ['Payment Reference'],
      counterparty: ['Partner Name', 'Payee'],
      counterpartyAccount: ['Partner Iban', 'Account number'],
      bankId: [],
      account: [],
    },
  },
  {
    name: 'Wise',
    decimal: '.',
    day: 'dmy',
    columns: {
      date: ['Date'],
      amount: ['Amount'],
      currency: ['Currency'],
      reference: ['Payment Reference', 'Description'],
      counterparty: ['Payer Name'],
      counterpartyAccount: [],
      bankId: ['TransferWise ID', 'Wise ID'],
      account: [],
    },
  },
  {
    name: 'plain',
    decimal: '.',
    day: 'ymd',
    columns: {
      date: ['date'],
      amount: ['amount'],
      currency: ['currency'],
      reference: ['reference'],
      counterparty: ['counterparty'],
      counterpartyAccount: ['counterparty account'],
      bankId: ['id'],
      account: ['account'],
    },
  },
];
