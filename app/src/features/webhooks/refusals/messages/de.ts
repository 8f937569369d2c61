export const messages = {
  because: {
    'most-webhooks':
      'Ein Raum kann 10 Webhooks haben. Nehmen Sie einen weg und versuchen Sie es noch einmal.',
    'webhook-is-off':
      'Dieser Webhook ist abgeschaltet. Schalten Sie ihn ein und senden Sie dann noch einmal.',
  },
  fields: {
    'not-https': 'Die Adresse muss mit https beginnen.',
  },
};
