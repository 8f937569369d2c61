export const messages = {
  because: {
    'most-benches': 'You have 30 pieces on benches in this space. Clear one away first.',
    'bench-worn':
      'This bench has been opened in too many windows. Put what is on it onto a new one.',
  },
  fields: {
    'not-an-update': 'This is no change of a design.',
    'update-too-large': 'This is too much at once.',
    'foreign-content': 'This is something else than a change of a design.',
    'another-writer': 'This was written in the name of another window.',
    'out-of-order': 'Something that this builds on is missing.',
    'document-full': 'The bench is full. Put what is on it onto a new one.',
    'no-design': 'Nothing would be left of the design.',
    'no-such-member': 'There is no other member of this name in this space.',
  },
};
