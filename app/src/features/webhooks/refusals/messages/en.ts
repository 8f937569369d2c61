export const messages = {
  because: {
    'most-webhooks': 'A space can have 10 webhooks. Take one away, then try again.',
  },
  fields: {
    'not-https': 'The address must begin with https.',
  },
};
