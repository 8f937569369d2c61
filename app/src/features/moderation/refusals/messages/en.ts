export const messages = {
  because: {
    'reported-already': 'You have reported this before. The hosts have it in front of them.',
    'removed-already': 'This was removed in the meantime.',
    'own-words': 'These are your own words: edit them, or take them back.',
    'reports-a-day': 'That was 50 reports within a day. Write to a host instead.',
    'settled-already': 'This was decided in the meantime. Nothing was changed.',
    'nothing-to-undo':
      'There is nothing to take back here: it was put back already, or never removed.',
  },
  fields: {},
};
