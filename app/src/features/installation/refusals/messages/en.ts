export const messages = {
  because: {
    'commitment-stands':
      'You are bound to a pool that is still running. Withdraw your commitment while that is open to you, or wait until the pool has ended; then close your account.',
    'quote-stands':
      'A quote of yours still stands in a pool. Take it back, or wait until the pool has ended; then close your account.',
    'offer-stands':
      'A direct offer of yours is still open. Close it first; then close your account.',
    'invoice-open':
      'An invoice of yours is not paid. Pay it, or settle it with the hosts of the space; then close your account.',
    'money-due':
      'A space still owes you money. Once it has been paid back to you, close your account.',
    'parcel-under-way':
      'Something that you bought is still to come, or a complaint is not settled. Confirm it when it has arrived; then close your account.',
    'order-open':
      'An order that is yours to make is not finished, or not all of its money has been paid to you. Once it has, close your account.',
    'operator-link':
      'This link opens nothing: it is not the one of this installation, or somebody is its operator already.',
    'last-operator': 'An installation needs an operator. Make somebody else one first.',
    'not-yourself': 'You cannot close your own account from here. Ask another operator.',
    'mail-is-sent': 'This mail has been sent already.',
    'job-has-not-failed': 'This job has not failed for good, or is gone.',
  },
  fields: {},
};
