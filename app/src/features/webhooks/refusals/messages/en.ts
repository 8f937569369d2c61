export const messages = {
  because: {
    'most-webhooks': 'A space can have 10 webhooks. Take one away, then try again.',
    'webhook-is-off': 'This webhook is switched off. Switch it on, then send again.',
  },
  fields: {
    'not-https': 'The address must begin with https.',
  },
};
