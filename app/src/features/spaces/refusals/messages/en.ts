export const messages = {
  because: {
    'most-spaces': 'One person can open 50 spaces. Close one, then try again.',
  },
  fields: {
    'not-a-currency': 'This is not a currency code such as EUR.',
  },
};
