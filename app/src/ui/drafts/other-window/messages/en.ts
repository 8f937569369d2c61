export const messages = {
  other: 'In another window you typed something else, on {when}:',
  takeOther: 'Use that text',
  keepMine: 'Keep the text of this window',
};
