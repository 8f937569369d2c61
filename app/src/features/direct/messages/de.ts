import type { messages as en } from './en.ts';

export const messages: typeof en = {
  title: 'Direkt',
  lead: 'Was einst eine Menge brauchte, für eine Person gemacht.',
  none: 'Noch kein Direktangebot. Kann ein Hersteller einzeln liefern, bietet er hier an, was er für einen Pool gemacht hat; bis dahin ist ein Pool der Weg.',
  by: 'von {maker}',
  ready: { one: 'fertig in {count} Tag', other: 'fertig in {count} Tagen' },
  closed: 'geschlossen {day}',
  pool: 'Der Pool, für den es gemacht wurde',
  each: 'für eines, mit Steuer',
  order: {
    title: 'Bestellen',
    units: 'Wie viele',
    binds:
      'Sie bekommen sofort eine Rechnung, zahlbar binnen 14 Tagen; was bis dahin nicht bezahlt ist, entfällt. Der Hersteller beginnt, wenn sie bezahlt ist.',
    button: 'Bestellen und Rechnung erhalten',
    left: {
      one: '{count} lässt sich noch bestellen.',
      other: '{count} lassen sich noch bestellen.',
    },
  },
  open: {
    title: 'Ein Direktangebot eröffnen',
    pool: 'Für',
    price: 'Preis für eines, ohne Steuer, in Cent',
    ready: 'Fertig in Tagen',
    most: 'Wie viele Sie annehmen',
    note: 'Ein Wort an Käufer',
    button: 'Angebot eröffnen',
  },
  close: 'Dieses Angebot schließen',
  ways: {
    title: 'Pool oder direkt?',
    pool: 'Ein weiterer Pool ist jetzt um {amount} je Stück besser, das Warten eingerechnet.',
    direct: 'Direkt ist jetzt um {amount} je Stück besser, das Warten eingerechnet.',
    smallest: {
      one: 'Ein Pool lohnt sich ab {count} Stück.',
      other: 'Ein Pool lohnt sich ab {count} Stück.',
    },
    never:
      'Kein Pool lohnt sich mehr, wie groß er auch ist: Eines allein kostet kaum mehr als viele.',
    directBar: 'Direkt',
    poolBar: 'Pool von {units}',
    waiting: 'Warten und Risiko',
    assumed:
      'Angenommen: Ein Tag Warten ist {day} wert, und {failure} % der Pools scheitern (von denen dieses Raums, je einer mehr gezählt). Auf den Pool wartet man {days} Tage länger. Der Preis des Pools ist der von damals, mit Gebühr.',
    yours: 'Was ist Ihnen ein Tag Warten wert, in Cent?',
    recount: 'Neu rechnen',
  },
};
