export const messages = {
  skip: 'Zum Inhalt springen',
  spaces: 'Räume',
  notifications: 'Mitteilungen',
  unread: { one: '{count} ungelesen', other: '{count} ungelesen' },
  signIn: 'Anmelden',
  signUp: 'Mitmachen',
  signOut: 'Abmelden',
  operate: 'Betreiben',
  house: 'Der Raum',
  /** The rooms of a space; the order of the navigation is that of web/stations.ts. */
  rooms: {
    journal: 'Journal',
    wanted: 'Gesucht',
    designs: 'Entwürfe',
    pools: 'Pools',
    making: 'Herstellung',
    direct: 'Direkt',
    scorecard: 'Scorecard',
    invoices: 'Rechnungen',
    payments: 'Geld',
    members: 'Mitglieder',
    organisations: 'Partner und Hersteller',
    moderation: 'Moderation',
    invitations: 'Einladungen',
    targets: 'Ziele',
    webhooks: 'Webhooks',
    settings: 'Einstellungen des Raums',
  },
  copyLink: 'Link kopieren',
  foot: 'Muster, für Dinge, die viele wollen',
  api: 'API',
  language: 'Sprache',
  theme: 'Licht',
  themes: { auto: 'wie das System', light: 'hell', dark: 'dunkel' },
  apply: 'Übernehmen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  error: {
    title: {
      '404': 'Hier ist nichts',
      '403': 'Das steht Ihnen nicht offen',
      '429': 'Das war ein wenig schnell',
      asked: 'Das lässt sich nicht lesen',
      other: 'Das hat nicht geklappt',
    },
    text: {
      '404':
        'Oder hier ist etwas, das Sie nicht sehen dürfen. Vielleicht ist der Link alt, oder Sie sind nicht angemeldet.',
      '403':
        'Nichts wurde geändert. Fragen Sie eine Gastgeberin des Raums, wenn es anders sein sollte.',
      '429':
        'Nichts wurde geändert. Warten Sie einen Augenblick und versuchen Sie es dann noch einmal.',
      asked:
        'Die Adresse fragt nach etwas, das es so nicht gibt: Ein Wort darin wurde abgeschnitten oder von Hand geändert. Nichts wurde geändert.',
      other:
        'Der Fehler liegt bei uns und ist vermerkt. Nichts, was bestätigt wurde, ist verloren; versuchen Sie es gleich noch einmal.',
    },
    home: 'Zur Startseite',
  },
};
