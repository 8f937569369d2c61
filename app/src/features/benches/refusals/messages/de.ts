import type { messages as en } from './en.ts';

export const messages: typeof en = {
  because: {
    'most-benches':
      'Sie haben in diesem Raum 30 Stücke auf Werkbänken. Räumen Sie zuerst eines ab.',
    'bench-worn':
      'Diese Werkbank war in zu vielen Fenstern offen. Legen Sie das Stück auf eine neue.',
  },
  fields: {
    'not-an-update': 'Das ist keine Änderung eines Entwurfs.',
    'update-too-large': 'Das ist zu viel auf einmal.',
    'foreign-content': 'Das ist etwas anderes als eine Änderung eines Entwurfs.',
    'another-writer': 'Das wurde im Namen eines anderen Fensters geschrieben.',
    'out-of-order': 'Es fehlt etwas, worauf dies aufbaut.',
    'document-full': 'Die Werkbank ist voll. Legen Sie das Stück auf eine neue.',
    'no-design': 'Vom Entwurf bliebe nichts übrig.',
    'no-such-member': 'In diesem Raum gibt es sonst niemanden mit diesem Namen.',
  },
};
