export const messages = {
  title: 'Zusammen machen. Zusammen kaufen.',
  lead: 'Zeichnen Sie, was Ihnen fehlt, sprechen Sie es mit anderen durch, denen es auch fehlt, und sagen Sie, was Sie zahlen würden. Wenn genug von Ihnen es ernst meinen, baut es ein Hersteller zu einem Preis, den niemand allein bekäme.',
  join: 'Mitmachen',
  openSpace: 'Einen Raum eröffnen',
  drawing:
    'Ein Sideboard mit drei Feldern, gezeichnet aus seinen Maßen: 1600 mal 720 mal 350 Millimeter.',
  pool: 'Ein Pool: Der Preis der Hersteller fällt in Stufen, je mehr Stück es werden; auch was Käufer zahlen würden, fällt in Stufen; wo es gerade steht, ist ein Punkt.',
  stairs: {
    shop: 'im Laden 349,00',
    offer: 'was Hersteller verlangen',
    crowd: 'was Käufer zahlen würden',
    now: '269,00 jetzt',
    more: 'noch 14 bis 249,00',
  },
  steps: [
    {
      title: 'Gezeichnet',
      text: 'Jeder ändert ein Stück im Browser und sieht sofort, was es wiegt und kostet und ob es steht.',
    },
    {
      title: 'Durchgesprochen',
      text: 'Am Stück, an einem Teil davon, an einem Beitrag im Journal. Was gesagt wird, bleibt bei dem, worum es geht.',
    },
    {
      title: 'Gebündelt',
      text: 'Jeder nennt, was er höchstens zahlt. Der Preis fällt in Stufen; niemand zahlt über seiner Grenze.',
    },
    {
      title: 'Gebaut',
      text: 'Der Pool wird nach einer öffentlichen Regel geräumt, die Sie selbst nachrechnen können. Dann baut ein Hersteller, was die Musterung bestanden hat.',
    },
  ],
  own: 'Ihre Räume',
  open: 'Offene Räume',
  none: 'Noch steht kein Raum allen offen. Ein Raum ist der Ort, an dem ein Produkt entsteht: sein Journal, seine Leute, seine Pools.',
  members: { one: '{count} Mitglied', other: '{count} Mitglieder' },
  posts: { one: '{count} Beitrag', other: '{count} Beiträge' },
};
