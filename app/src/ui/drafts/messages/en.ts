export const messages = {
  offered: 'This is what you had typed on {when}. Nothing was sent yet.',
  discard: 'Discard it',
  keptHere: 'Kept on this device.',
  kept: 'Kept at {time}.',
  unsent:
    'The connection was lost while sending. Your text is kept, and it is sent again by itself when the connection is back.',
};
