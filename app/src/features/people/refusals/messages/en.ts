export const messages = {
  because: {
    'wrong-password': 'The address and the password do not go together. Nothing was changed.',
    'link-used': 'This link has expired or was used before. Ask for a new one.',
    'most-tokens': '50 access tokens are in use. Revoke one, then try again.',
    'most-passkeys': '20 passkeys are kept for you. Remove one, then try again.',
    'verify-first': 'Please confirm your e-mail address first: the link is in your mail.',
    'address-taken':
      'This address has an account of its own, so yours stays where it is. Sign in with that account, or choose another address.',
    'last-way-in': 'This is your last way in, so it stays. Add another one first.',
    'passkey-first': 'Add a passkey first; then the password can go.',
    'way-in-gone': 'This way in is not there any more. Nothing was changed.',
    'challenge-used': 'This took too long, or was sent twice. Please start once more.',
    'passkey-unknown':
      'This passkey is not known here. Perhaps it was removed; sign in another way.',
    'passkey-known': 'This passkey is kept already.',
    'passkey-not-accepted':
      'The passkey gave an answer that does not hold here. Nothing was changed; please try again.',
    'passkey-copied':
      'This passkey seems to have been copied, so it is not accepted. Sign in another way and remove it.',
    'invited-only':
      'Here, only those join who were invited to a space, and this address has no open invitation. Nothing was kept. Open the link of your invitation and join from there, or ask a host to invite this address.',
    'openid-down':
      'The provider does not answer at the moment. Try again a little later, or sign in another way.',
    'openid-declined': 'The provider did not let you through. Nothing was changed.',
    'openid-unverified':
      'The provider has not confirmed your e-mail address, so no account can be found by it. Sign in another way and link the provider in your settings.',
    'openid-taken':
      'Somebody else signs in with this account of the provider. Nothing was changed.',
    'openid-other':
      'This is another account of the provider than the one that is linked to yours. Nothing was changed.',
    'openid-lost':
      'This sign-in was not begun in this browser, or it took too long. Please start once more.',
  },
  fields: {
    'too-common': 'This password is too easily guessed. Three or four words in a row are better.',
    'like-your-name': 'This password is too much like your name or address.',
    'not-your-password': 'This is not your password.',
    'same-address': 'This is your address already.',
    'handle-taken': 'Somebody else has this handle.',
    'handle-reserved': 'Handles that begin with former- are kept for those who have left.',
    'not-your-handle': 'This is not your handle.',
  },
};
