export const messages = {
  because: {
    'verify-first':
      'Please confirm your e-mail address first: the link is in the mail you were sent. What you typed is kept.',
    'thread-locked': 'A host has closed this conversation. It can be read, but not continued.',
    'comment-removed': 'This comment was removed in the meantime.',
    'undo-over': 'Removing can be undone for 15 minutes. After that, ask a host.',
    'comments-at-a-stretch':
      'That was 20 comments within five minutes. Wait a little; what you typed is kept.',
    'most-comments': 'This conversation holds 10,000 comments, which is the most it can.',
  },
  fields: {},
};
