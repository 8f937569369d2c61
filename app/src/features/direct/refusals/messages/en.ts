export const messages = {
  because: {
    'pool-not-made': 'Only what a pool had made can be offered directly. Nothing was opened.',
    'offer-open-already': 'You have an open offer for this already. Close it first.',
    'offer-closed': 'This offer is closed. Nothing was ordered.',
    'offer-sold-out': 'The maker takes on no more by this offer. Nothing was ordered.',
  },
  fields: { 'no-such-pool': 'There is no such pool in this space.' },
};
