export const messages = {
  because: {
    'money-stands-still':
      'No money moves in this space at the moment: the check of its books has found something. Nothing was changed. The operator sees what it is with “muster doctor”.',
    'books-past-their-side':
      'The books do not hold so much for this: more would be paid out than came in, or more given back than is due. Nothing was changed.',
    'payment-not-free':
      'This money belongs to an invoice already, or goes back. Nothing was changed; look at the newer list.',
    'payment-not-matched': 'This money belongs to no invoice. Nothing was changed.',
    'refund-was-paid':
      'A refund that followed from this was paid already, so the match has to stand. Nothing was changed.',
    'refund-not-open': 'This refund was paid or called off already. Nothing was changed.',
  },
  fields: {
    'no-such-invoice': 'There is no such invoice in this space.',
    'not-an-iban': 'This is not an IBAN, or a digit of it is wrong: its check digits do not fit.',
    'statement-empty': 'The file is empty.',
    'statement-too-large': 'The file is larger than 8 MB. Export a shorter time at the bank.',
    'statement-too-many-lines': 'More than 5,000 movements. Export a shorter time at the bank.',
    'statement-not-a-statement': 'This is no bank statement that can be read here.',
    'statement-not-xml': 'Line {line}: the XML is not well formed. Export the file again.',
    'statement-document-type':
      'Line {line}: a document type stands here. Bank statements have none; the file was not read.',
    'statement-too-deep': 'Line {line}: elements nest deeper than in any bank statement.',
    'statement-not-camt-053': 'This XML is no CAMT.053 statement. Export CAMT.053 or CSV.',
    'statement-no-known-columns':
      'The columns of this CSV are not known. Known: Sparkasse CSV-CAMT, DKB, N26, Wise, or a header “date,amount,currency,reference”.',
    'statement-missing': 'Line {line}: {part} is missing.',
    'statement-not-an-amount': 'Line {line}: this is not an amount of money.',
    'statement-not-a-date': 'Line {line}: this is not a day.',
    'statement-not-a-currency': 'Line {line}: this is not a currency.',
    'statement-not-a-direction': 'Line {line}: it does not say whether money came or went.',
    'statement-other-account':
      'This statement is of the account {account}, which is not the one on the invoices. Nothing was read.',
  },
};
