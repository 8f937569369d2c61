export const messages = {
  because: {
    'most-wanteds': 'One person can want 100 things at a time. Take one away, then try again.',
    'most-proposals': '50 proposals are waiting here. Let some of them be decided first.',
    'wanted-merged': 'This was folded into another one. Nothing was changed.',
    'decided-already': 'This has been decided already.',
  },
  fields: {},
};
