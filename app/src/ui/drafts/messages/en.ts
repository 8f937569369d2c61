export const messages = {
  offered: 'This is what you had typed on {when}. Nothing was sent yet.',
  discard: 'Discard it',
  keptHere: 'Kept on this device.',
  kept: 'Kept at {time}.',
  unsent:
    'The connection was lost while sending. Your text is kept, and it is sent again by itself when the connection is back.',
  other: 'In another window you typed something else, on {when}:',
  takeOther: 'Use that text',
  keepMine: 'Keep the text of this window',
};
