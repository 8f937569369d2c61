export const messages = {
  because: {
    'operator-link':
      'Dieser Link öffnet nichts: Er ist nicht der dieser Installation, oder jemand betreibt sie schon.',
    'last-operator':
      'Eine Installation braucht jemanden, der sie betreibt. Machen Sie zuerst jemand anderen dazu.',
    'not-yourself':
      'Ihr eigenes Konto können Sie hier nicht schließen. Bitten Sie jemand anderen, der sie betreibt.',
    'mail-is-sent': 'Diese Mail ist schon verschickt.',
    'job-has-not-failed':
      'Diese Aufgabe ist nicht endgültig misslungen, oder es gibt sie nicht mehr.',
  },
  fields: {},
};
