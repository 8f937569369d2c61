export const messages = {
  because: {
    'operator-link':
      'This link opens nothing: it is not the one of this installation, or somebody is its operator already.',
    'last-operator': 'An installation needs an operator. Make somebody else one first.',
    'not-yourself': 'You cannot close your own account from here. Ask another operator.',
    'mail-is-sent': 'This mail has been sent already.',
    'job-has-not-failed': 'This job has not failed for good, or is gone.',
  },
  fields: {},
};
