export const messages = {
  'verify-email': {
    subject: 'Bitte bestätigen Sie Ihre Adresse',
    body: 'Guten Tag {name},\n\nöffnen Sie diesen Link, um zu bestätigen, dass die Adresse Ihnen gehört; er gilt drei Tage:\n{link}\n\nWenn Sie sich nicht angemeldet haben, lassen Sie diese Mail einfach liegen.\n',
  },
  'already-here': {
    subject: 'Sie haben schon ein Konto',
    body: 'Guten Tag {name},\n\njemand, vermutlich Sie, wollte mit dieser Adresse mitmachen, aber Sie haben schon ein Konto. Hier melden Sie sich an:\n{link}\n\nDie Seite hilft auch, wenn Sie Ihr Passwort vergessen haben.\n',
  },
  recover: {
    subject: 'Wählen Sie ein neues Passwort',
    body: 'Guten Tag {name},\n\nöffnen Sie diesen Link, um ein neues Passwort zu wählen; er gilt eine Stunde und nur einmal:\n{link}\n\nWenn Sie das nicht wollten, lassen Sie diese Mail einfach liegen: Es geschieht nichts.\n',
  },
  'password-changed': {
    subject: 'Ihr Passwort wurde geändert',
    body: 'Guten Tag {name},\n\nIhr Passwort wurde gerade geändert, und alle Geräte wurden abgemeldet. Wenn Sie es nicht waren, wählen Sie sofort ein neues:\n{link}\n',
  },
};
