export const messages = {
  skip: 'Skip to the content',
  spaces: 'Spaces',
  signIn: 'Sign in',
  signUp: 'Join',
  signOut: 'Sign out',
  operate: 'Operate',
  house: 'The space',
  /** The rooms of a space; the order of the navigation is that of web/stations.ts. */
  rooms: {
    journal: 'Journal',
    making: 'Making',
    direct: 'Direct',
    scorecard: 'Scorecard',
    invoices: 'Invoices',
    payments: 'Money',
    members: 'Members',
    organisations: 'Partners and makers',
    invitations: 'Invitations',
    targets: 'Targets',
    webhooks: 'Webhooks',
    settings: 'Settings of the space',
  },
  foot: 'Muster, for products that many people want',
  api: 'API',
  language: 'Language',
  theme: 'Light',
  themes: { auto: 'as the system', light: 'light', dark: 'dark' },
  apply: 'Apply',
  copy: 'Copy',
  copied: 'Copied',
  error: {
    title: {
      '404': 'There is nothing here',
      '403': 'This is not open to you',
      other: 'This did not work',
    },
    text: {
      '404':
        'Or there is something, and you may not see it. Perhaps the link is old, or you are not signed in.',
      '403': 'Nothing was changed. Ask a host of the space if you think it should be.',
      other:
        'The fault is on our side, and it has been noted. Nothing that was acknowledged is lost; try again in a moment.',
    },
    home: 'To the front page',
  },
};
