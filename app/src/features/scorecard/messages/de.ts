import type { messages as en } from './en.ts';

export const messages: typeof en = {
  title: 'Scorecard',
  lead: 'Gemessen an dem, was wirklich geschah, seit dem {since}. Stand {at}.',
  measure: 'Maß',
  value: 'Gemessen',
  goal: 'Ziel',
  reached: 'erreicht',
  notReached: '{percent} % des Ziels',
  nothing: 'noch nichts',
  hours: '{value} Std.',
  csv: 'Als CSV',
  print: 'Drucken oder als PDF sichern können Sie sie im Browser.',
  targets: 'Ziele setzen',
  noTarget: '–',
  parts: {
    people: 'Menschen und Gespräch',
    demand: 'Vom Wunsch zur Zahlung',
    made: 'Gemacht und geliefert',
    money: 'Was es gespart hat',
  },
  names: {
    members: { name: 'Mitglieder', from: 'Mitgliedschaften: {count}' },
    'active-peers': {
      name: 'Aktive Menschen',
      from: 'von {count} Mitgliedern, wer schrieb, wünschte oder zusagte',
    },
    posts: { name: 'Beiträge', from: 'veröffentlichte Beiträge: {count}' },
    comments: { name: 'Kommentare', from: 'stehende Kommentare: {count}' },
    'replied-within-a-day-percent': {
      name: 'Binnen eines Tages beantwortet',
      from: 'Beiträge: {count}; als Antwort zählt die von jemand anderem',
    },
    'first-reply-hours': {
      name: 'Zeit bis zur ersten Antwort, die mittlere',
      from: 'beantwortete Beiträge: {count}',
    },
    wants: { name: 'Wünsche', from: '{count} Gesuche, und wer es auch möchte' },
    commitments: { name: 'Zusagen', from: 'stehen in Pools: {count}' },
    'paid-percent': { name: 'Bezahlt von dem, was berechnet wurde', from: 'Rechnungen: {count}' },
    'units-pooled': { name: 'Stück in Pools', from: 'zustande gekommene Pools: {count}' },
    'delivered-percent': { name: 'Geliefert', from: 'Pakete: {count}' },
    'in-time-percent': { name: 'Rechtzeitig versandt', from: 'gelieferte Pakete: {count}' },
    'saving-percent': {
      name: 'Gespart gegenüber dem Ladenpreis',
      from: 'Stück mit genanntem Ladenpreis: {count}',
    },
    'saved-money': { name: 'Gespart, zusammen', from: 'Stück mit genanntem Ladenpreis: {count}' },
    'fee-money': { name: 'Gebühr des Gastgebers', from: 'Aufträge: {count}; aus den Büchern' },
    'direct-units': { name: 'Direkt verkauft', from: 'bezahlte Direktkäufe, in Stück: {count}' },
  },
};
