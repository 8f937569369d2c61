export const messages = {
  'verify-email': {
    subject: 'Please confirm your address',
    body: 'Hello {name},\n\nopen this link to confirm that the address is yours; it holds for three days:\n{link}\n\nIf you did not sign up, leave this mail as it is.\n',
  },
  'already-here': {
    subject: 'You have an account already',
    body: 'Hello {name},\n\nsomebody, probably you, wanted to sign up with this address, but you have an account already. Sign in here:\n{link}\n\nThe page also helps if you have forgotten your password.\n',
  },
  recover: {
    subject: 'Choose a new password',
    body: 'Hello {name},\n\nopen this link to choose a new password; it holds for one hour and works once:\n{link}\n\nIf you did not ask for it, leave this mail as it is: nothing happens.\n',
  },
  'password-changed': {
    subject: 'Your password was changed',
    body: 'Hello {name},\n\nyour password has just been changed, and every device has been signed out. If it was not you, choose a new one at once:\n{link}\n',
  },
};
