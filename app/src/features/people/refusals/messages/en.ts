export const messages = {
  because: {
    'wrong-password': 'The address and the password do not go together. Nothing was changed.',
    'link-used': 'This link has expired or was used before. Ask for a new one.',
    'most-tokens': '50 access tokens are in use. Revoke one, then try again.',
    'verify-first': 'Please confirm your e-mail address first: the link is in your mail.',
  },
  fields: {
    'too-common': 'This password is too easily guessed. Three or four words in a row are better.',
    'like-your-name': 'This password is too much like your name or address.',
  },
};
