export const messages = {
  other: 'In einem anderen Fenster haben Sie am {when} etwas anderes geschrieben:',
  takeOther: 'Jenen Text verwenden',
  keepMine: 'Den Text dieses Fensters behalten',
};
