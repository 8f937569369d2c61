export const messages = {
  because: {
    'most-spaces': 'One person can open 50 spaces. Close one, then try again.',
    'most-organisations': 'A space holds 500 organisations at most.',
    'most-invitations': '500 invitations are open. Take some back, then try again.',
    'last-host': 'A space needs a host. Make somebody else a host first.',
    'invitation-expired': 'This invitation has expired. Ask for a new one.',
    'invitation-revoked': 'This invitation was taken back. Ask for a new one.',
    'invitation-used-up': 'This invitation has been used as often as it may be. Ask for a new one.',
    'invitation-is-a-link': 'This invitation is a link for many; copy it instead.',
    'most-mails':
      'This invitation has been mailed five times. Make a new one, or ask in another way.',
  },
  fields: {
    'not-a-member':
      'Nobody of that name is a member of this space. Write the handle, such as @ole-brandt.',
    'not-a-currency': 'This is not a currency code such as EUR.',
    'not-the-name': 'This is not the name of the space.',
  },
};
