import type { Expression } from '@muster/kit/expression';
import type { NodeType, Parameter, Words } from '@muster/kit/kit';

/** What an attribute is worth asking for: without a required one the sheet is no offer that could be made. */
type Needed = 'required' | 'optional';
type Limits = { readonly min?: Expression; readonly max?: Expression; readonly unit?: string };

const named = (id: string, en: string, de: string, needed: Needed) => ({
  id,
  name: { en, de },
  ...(needed === 'required' ? { required: true } : {}),
  group: needed,
});

/** A quantity of a dimension that nobody has stated until somebody does. */
export function quantity(
  [id, en, de]: readonly [id: string, en: string, de: string],
  dimension: string,
  needed: Needed,
  limits: Limits = {},
): Parameter {
  return {
    ...named(id, en, de, needed),
    kind: 'quantity',
    dimension,
    default: { unknown: dimension },
    min: NONE[dimension] ?? 0,
    ...limits,
  };
}

/** None of each dimension: nothing on a sheet is below it. */
const NONE: Readonly<Record<string, Expression>> = {
  length: { mm: 0 },
  mass: { g: 0 },
  money: { minor: 0 },
  time: { minutes: 0 },
  energy: { kcal: 0 },
  share: { percent: 0 },
};

/** How many, such as watts or pages: a plain number with its unit, empty where it counts things. */
export function number(
  name: readonly [id: string, en: string, de: string],
  unit: string,
  needed: Needed,
): Parameter {
  return quantity(name, 'number', needed, unit === '' ? {} : { unit });
}

/** Something to be said in words. */
export function text(
  [id, en, de]: readonly [id: string, en: string, de: string],
  needed: Needed,
): Parameter {
  return { ...named(id, en, de, needed), kind: 'text', default: '' };
}

/** Yes or no; no until somebody says otherwise. */
export function flag(id: string, en: string, de: string): Parameter {
  return { ...named(id, en, de, 'optional'), kind: 'flag', default: false };
}

/** One of some; open until one was chosen. */
export function choice(
  [id, en, de]: readonly [id: string, en: string, de: string],
  needed: Needed,
  options: readonly (readonly [id: string, en: string, de: string])[],
): Parameter {
  return {
    ...named(id, en, de, needed),
    kind: 'choice',
    default: '',
    options: options.map(([option, optionEn, optionDe]) => ({
      id: option,
      name: { en: optionEn, de: optionDe },
    })),
  };
}

/** The types of attributes that somebody may add under a name of their own. */
export const freeAttributes: readonly NodeType[] = [
  free('text-attribute', { en: 'In words', de: 'In Worten' }, [
    text(['value', 'What is wanted', 'Was gewünscht ist'], 'required'),
  ]),
  free('length-attribute', { en: 'A length', de: 'Eine Länge' }, [
    quantity(['value', 'Length', 'Länge'], 'length', 'required'),
  ]),
  free('mass-attribute', { en: 'A weight', de: 'Ein Gewicht' }, [
    quantity(['value', 'Weight', 'Gewicht'], 'mass', 'required'),
  ]),
  free('time-attribute', { en: 'A time', de: 'Eine Zeit' }, [
    quantity(['value', 'Time', 'Zeit'], 'time', 'required'),
  ]),
  free('share-attribute', { en: 'A share', de: 'Ein Anteil' }, [
    quantity(['value', 'Share', 'Anteil'], 'share', 'required', { max: { percent: 100 } }),
  ]),
  free('number-attribute', { en: 'A number', de: 'Eine Zahl' }, [
    quantity(['value', 'Number', 'Zahl'], 'number', 'required'),
    text(['unit', 'Unit', 'Einheit'], 'optional'),
  ]),
  free('yes-no-attribute', { en: 'Yes or no', de: 'Ja oder nein' }, [
    flag('value', 'It is so', 'Es ist so'),
  ]),
];

function free(id: string, name: Words & { de: string }, value: readonly Parameter[]): NodeType {
  const label = text(['name', 'What it is about', 'Worum es geht'], 'required');
  return { ...bare(id, name), title: 'name', parameters: [label, ...value] };
}

/** A type without anything yet. */
export function bare(id: string, name: Words): NodeType {
  return { id, name, parameters: [], values: [], slots: [], parts: [], rules: [] };
}
