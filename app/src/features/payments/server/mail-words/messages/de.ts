import type { messages as en } from './en.ts';

export const messages: typeof en = {
  invoice: {
    subject: 'Rechnung {number}: {title}',
    body: 'Guten Tag {name},\n\nder Pool «{title}» in {space} hat seinen Preis gefunden. Ihre Rechnung lautet auf {amount}, zahlbar bis {due}.\n\nBankverbindung und Verwendungszweck stehen hier:\n{link}\n\nWas bis dahin nicht eingegangen ist, zählt nicht; scheitert der Pool, geht alles Gezahlte zurück.\n',
  },
  reminder: {
    subject: 'Noch offen: Rechnung {number}, {title}',
    body: 'Guten Tag {name},\n\nIhre Rechnung über {amount} für «{title}» ist nach den Kontoauszügen noch nicht bezahlt. Sie ist bis {due} fällig; danach zählt Ihre Zusage nicht mehr.\n\nBankverbindung und Verwendungszweck stehen hier:\n{link}\n\nHaben Sie schon überwiesen, ist nichts zu tun: Kontoauszüge kommen einen Tag später.\n',
  },
};
