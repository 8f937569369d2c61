export const messages = {
  because: {
    'most-wanteds':
      'Eine Person kann 100 Dinge zugleich suchen. Nehmen Sie eines weg und versuchen Sie es noch einmal.',
    'most-proposals': 'Hier warten 50 Vorschläge. Lassen Sie erst einige entscheiden.',
    'wanted-merged': 'Das wurde mit einem anderen zusammengelegt. Nichts wurde geändert.',
    'decided-already': 'Das ist schon entschieden.',
  },
  fields: {},
};
