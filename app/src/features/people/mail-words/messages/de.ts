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
    body: 'Guten Tag {name},\n\nIhr Passwort wurde gerade über einen Link in Ihrer Mail geändert. Alle Geräte wurden abgemeldet; Passkeys, Zugriffstoken und Anmeldungen über andere Anbieter gelten nicht mehr. Wenn Sie es nicht waren, wählen Sie sofort ein neues:\n{link}\n',
  },
  'password-set': {
    subject: 'Ihr Passwort wurde geändert',
    body: 'Guten Tag {name},\n\nIhr Passwort wurde gerade in Ihren Einstellungen geändert; jedes andere Gerät ist abgemeldet. Wenn Sie es nicht waren, wählen Sie sofort ein neues:\n{link}\n',
  },
  'change-email': {
    subject: 'Bitte bestätigen Sie Ihre neue Adresse',
    body: 'Guten Tag {name},\n\nöffnen Sie diesen Link, damit Ihr Konto zu dieser Adresse umzieht; er gilt einen Tag:\n{link}\n\nWenn Sie nicht darum gebeten haben, lassen Sie diese Mail liegen: Nichts ändert sich.\n',
  },
  'email-changed': {
    subject: 'Ihr Konto ist zu einer anderen Adresse umgezogen',
    body: 'Guten Tag {name},\n\nIhr Konto ist gerade zu einer anderen E-Mail-Adresse umgezogen; diese hier öffnet es nicht mehr. Wenn Sie es nicht waren, melden Sie sich an und ziehen Sie zurück, oder schreiben Sie an die Betreiber dieser Installation:\n{link}\n',
  },
  'ways-in-changed': {
    subject: 'Ihre Wege zur Anmeldung haben sich geändert',
    body: 'Guten Tag {name},\n\nein Weg, sich bei Ihrem Konto anzumelden, wurde gerade hinzugefügt oder entfernt. Hier sehen Sie alle:\n{link}\n\nWenn Sie es nicht waren, wählen Sie auf der Seite zum Anmelden ein neues Passwort: Das beendet jeden anderen Weg.\n',
  },
};
