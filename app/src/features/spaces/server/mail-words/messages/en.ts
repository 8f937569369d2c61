export const messages = {
  invitation: {
    subject: '{inviter} invites you to {space}',
    body: '{inviter} invites you to the space “{space}”.\n{note}\nOpen it here:\n{link}\n\nThe link is for you alone. If you do not know {inviter}, leave this mail as it is: nothing happens.\n',
  },
};
