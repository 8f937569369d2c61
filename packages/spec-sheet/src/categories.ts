import type { NodeType, Parameter } from '@muster/kit/kit';
import { bare, choice, flag, freeAttributes, number, quantity, text } from './attributes.ts';
import { pictures } from './pictures.ts';

const sizes = (needed: 'required' | 'optional'): readonly Parameter[] => [
  quantity(['width', 'Width', 'Breite'], 'length', needed),
  quantity(['depth', 'Depth', 'Tiefe'], 'length', needed),
  quantity(['height', 'Height', 'Höhe'], 'length', needed),
];
const warranty = number(['warranty', 'Warranty', 'Gewährleistung'], 'mon', 'optional');

/** Kinds of products and services, each with what has to be known of it and what may be. */
export const categories: readonly NodeType[] = [
  category(
    'article',
    ['Goods', 'Ware'],
    [
      text(['use', 'What it is for', 'Wofür es ist'], 'required'),
      text(['material', 'Material', 'Material'], 'required'),
      ...sizes('optional'),
      quantity(['mass', 'Weight', 'Gewicht'], 'mass', 'optional'),
      text(['colour', 'Colour', 'Farbe'], 'optional'),
      flag('repairable', 'Can be repaired', 'Lässt sich reparieren'),
      warranty,
    ],
  ),
  category(
    'textile',
    ['Textile', 'Textil'],
    [
      text(['fibre', 'Fibres and their shares', 'Fasern und ihre Anteile'], 'required'),
      number(['grammage', 'Weight of the cloth', 'Flächengewicht'], 'g/m²', 'required'),
      text(['sizes', 'Sizes', 'Größen'], 'required'),
      text(['colour', 'Colour', 'Farbe'], 'optional'),
      number(['wash', 'Wash at', 'Waschbar bei'], '°C', 'optional'),
      text(['origin', 'Sewn in', 'Genäht in'], 'optional'),
      flag('organic', 'Organic fibres', 'Fasern aus Bioanbau'),
    ],
  ),
  category(
    'appliance',
    ['Appliance', 'Gerät'],
    [
      text(['use', 'What it is for', 'Wofür es ist'], 'required'),
      number(['power', 'Power at most', 'Leistung höchstens'], 'W', 'required'),
      number(['voltage', 'Voltage', 'Spannung'], 'V', 'required'),
      ...sizes('optional'),
      quantity(['mass', 'Weight', 'Gewicht'], 'mass', 'optional'),
      number(['noise', 'Noise at most', 'Lautstärke höchstens'], 'dB', 'optional'),
      flag('repairable', 'Can be repaired', 'Lässt sich reparieren'),
      warranty,
    ],
  ),
  category(
    'print',
    ['Printed matter', 'Drucksache'],
    [
      quantity(['width', 'Width', 'Breite'], 'length', 'required'),
      quantity(['height', 'Height', 'Höhe'], 'length', 'required'),
      number(['pages', 'Pages', 'Seiten'], '', 'required'),
      number(['paper', 'Paper', 'Papier'], 'g/m²', 'required'),
      choice(['colours', 'Colours', 'Farben'], 'required', [
        ['black', 'black', 'schwarz'],
        ['two', 'two colours', 'zweifarbig'],
        ['full', 'in full colour', 'vierfarbig'],
      ]),
      choice(['binding', 'Binding', 'Bindung'], 'optional', [
        ['none', 'none', 'keine'],
        ['stapled', 'stapled', 'geheftet'],
        ['glued', 'glued', 'geklebt'],
        ['sewn', 'sewn', 'fadengeheftet'],
      ]),
      flag('recycled', 'Recycled paper', 'Recyclingpapier'),
    ],
  ),
  category(
    'food',
    ['Food', 'Lebensmittel'],
    [
      quantity(['mass', 'Net weight', 'Nettogewicht'], 'mass', 'required'),
      text(['ingredients', 'Ingredients', 'Zutaten'], 'required'),
      text(['allergens', 'Allergens', 'Allergene'], 'required'),
      number(['keeps', 'Keeps for', 'Haltbar'], 'd', 'required'),
      quantity(['energy', 'Energy in 100 g', 'Energie je 100 g'], 'energy', 'optional'),
      text(['origin', 'Where it is from', 'Herkunft'], 'optional'),
      flag('organic', 'Organic', 'Bio'),
      flag('returnable', 'In a returnable container', 'Im Mehrweggefäß'),
    ],
  ),
  category(
    'service',
    ['Service', 'Dienstleistung'],
    [
      text(['result', 'What is done in the end', 'Was am Ende getan ist'], 'required'),
      text(['place', 'Where', 'Wo'], 'required'),
      quantity(['duration', 'How long each time', 'Dauer je Mal'], 'time', 'required'),
      number(['times', 'How many times', 'Wie oft'], '', 'optional'),
      text(['language', 'Language', 'Sprache'], 'optional'),
      text(['qualification', 'Qualification', 'Qualifikation'], 'optional'),
      flag('on-site', 'On site', 'Vor Ort'),
    ],
  ),
  category(
    'software',
    ['Software', 'Software'],
    [
      text(['use', 'What it is for', 'Wofür es ist'], 'required'),
      text(['platform', 'Where it runs', 'Wo es läuft'], 'required'),
      choice(['licence', 'Licence', 'Lizenz'], 'required', [
        ['free', 'free software', 'freie Software'],
        ['source', 'source to be seen', 'Quelltext einsehbar'],
        ['closed', 'closed', 'geschlossen'],
      ]),
      number(['seats', 'Seats', 'Arbeitsplätze'], '', 'optional'),
      number(['support', 'Support', 'Betreuung'], 'mon', 'optional'),
      flag('offline', 'Works without a network', 'Geht ohne Netz'),
    ],
  ),
];

function category(
  id: string,
  [en, de]: readonly [en: string, de: string],
  parameters: readonly Parameter[],
): NodeType {
  const picture = pictures[id];
  return {
    ...bare(id, { en, de }),
    parameters,
    slots: [
      {
        id: 'further',
        name: { en: 'Further attributes', de: 'Weitere Merkmale' },
        accepts: freeAttributes.map((type) => type.id),
        min: 0,
        max: 40,
        starts: 0,
        gives: [],
      },
    ],
    ...(picture ? { picture } : {}),
  };
}
