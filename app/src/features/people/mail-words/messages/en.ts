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
    body: 'Hello {name},\n\nyour password has just been changed by a link in your mail. Every device has been signed out, and passkeys, access tokens and sign-ins by other providers have ended. If it was not you, choose a new one at once:\n{link}\n',
  },
  'password-set': {
    subject: 'Your password was changed',
    body: 'Hello {name},\n\nyour password has just been changed in your settings, and every other device has been signed out. If it was not you, choose a new one at once:\n{link}\n',
  },
  'change-email': {
    subject: 'Please confirm your new address',
    body: 'Hello {name},\n\nopen this link to move your account to this address; it holds for a day:\n{link}\n\nIf you did not ask for it, leave this mail as it is: nothing changes.\n',
  },
  'email-changed': {
    subject: 'Your account has moved to another address',
    body: 'Hello {name},\n\nyour account has just moved to another e-mail address; this one opens it no more. If it was not you, sign in and move it back, or write to whoever runs this installation:\n{link}\n',
  },
  'ways-in-changed': {
    subject: 'Your ways to sign in have changed',
    body: 'Hello {name},\n\na way to sign in to your account has just been added or removed. Here you see all of them:\n{link}\n\nIf it was not you, choose a new password from the sign-in page: that ends every other way in.\n',
  },
};
