export const messages = {
  offered: 'Das hatten Sie am {when} geschrieben. Gesendet wurde noch nichts.',
  discard: 'Verwerfen',
  keptHere: 'Auf diesem Gerät aufgehoben.',
  kept: 'Aufgehoben um {time}.',
  unsent:
    'Beim Senden brach die Verbindung ab. Ihr Text ist aufgehoben und wird von selbst noch einmal gesendet, sobald die Verbindung wieder da ist.',
};
