export const messages = {
  skip: 'Zum Inhalt springen',
  spaces: 'Räume',
  signIn: 'Anmelden',
  signUp: 'Mitmachen',
  signOut: 'Abmelden',
  settings: 'Einstellungen',
  journal: 'Journal',
  members: 'Mitglieder',
  invitations: 'Einladungen',
  organisations: 'Partner und Hersteller',
  webhooks: 'Webhooks',
  spaceSettings: 'Einstellungen des Raums',
  foot: 'Muster, für Dinge, die viele wollen',
  api: 'API',
  language: 'Sprache',
  theme: 'Licht',
  themes: { auto: 'wie das System', light: 'hell', dark: 'dunkel' },
  apply: 'Übernehmen',
  error: {
    title: {
      '404': 'Hier ist nichts',
      '403': 'Das steht Ihnen nicht offen',
      other: 'Das hat nicht geklappt',
    },
    text: {
      '404':
        'Oder hier ist etwas, das Sie nicht sehen dürfen. Vielleicht ist der Link alt, oder Sie sind nicht angemeldet.',
      '403':
        'Nichts wurde geändert. Fragen Sie eine Gastgeberin des Raums, wenn es anders sein sollte.',
      other:
        'Der Fehler liegt bei uns und ist vermerkt. Nichts, was bestätigt wurde, ist verloren; versuchen Sie es gleich noch einmal.',
    },
    home: 'Zur Startseite',
  },
};
