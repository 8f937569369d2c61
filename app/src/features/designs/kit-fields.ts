import type { Kit, Material, NodeType, Parameter, Rule } from '@muster/kit/kit';
import { expressionText, readExpression } from './expression-text.ts';

/** What can be edited without knowing the form of a kit: everything else is in its JSON. */
export type KitLabel =
  | 'nameEn'
  | 'nameDe'
  | 'id'
  | 'version'
  | 'default'
  | 'min'
  | 'max'
  | 'step'
  | 'unit'
  | 'locked'
  | 'required'
  | 'thickness'
  | 'density'
  | 'modulus'
  | 'pieceMass'
  | 'colour'
  | 'hasGrain'
  | 'severity'
  | 'when'
  | 'messageEn'
  | 'messageDe'
  | 'source'
  | 'waste'
  | 'ppm'
  | 'each'
  | 'setUp'
  | 'rate';

type FieldKind = 'text' | 'number' | 'flag' | 'expression' | 'severity';
export type KitField = { path: string; label: KitLabel; kind: FieldKind; text: string };
/** Things that belong together, such as one parameter or one material. */
export type KitCard = { path: string; heading: string; fields: KitField[] };
export type KitGroupName = 'about' | 'parameters' | 'materials' | 'rules' | 'costs' | 'starters';
export type KitGroup = { id: KitGroupName; cards: KitCard[] };

/** The fields of a kit in the order of the page; their paths lead into its JSON. */
export function kitGroups(kit: Kit): KitGroup[] {
  const { types } = kit;
  const inTypes = <Item>(of: (type: NodeType) => readonly Item[], card: Card<Item>) =>
    types.flatMap((type, at) => of(type).map((item, index) => card(item, { type, at, index })));
  return [
    { id: 'about', cards: [aboutCard(kit)] },
    {
      id: 'parameters',
      cards: inTypes(({ parameters }) => parameters, parameterCard),
    },
    { id: 'materials', cards: kit.materials.map(materialCard) },
    { id: 'rules', cards: inTypes(({ rules }) => rules, ruleCard) },
    { id: 'costs', cards: kit.costs.map((line, at) => costCard(line, at)) },
    {
      id: 'starters',
      cards: (kit.starters ?? []).map(({ id, name }, at) => ({
        path: `starters.${at}`,
        heading: id,
        fields: names(`starters.${at}.name`, name),
      })),
    },
  ];
}

/** The same JSON with one field written; what is emptied is left out. */
export function writeField(json: unknown, { path, kind }: KitField, text: string): unknown {
  return setAt(json, path.split('.'), valueOf(kind, text));
}

type Place = { type: NodeType; at: number; index: number };
type Card<Item> = (item: Item, place: Place) => KitCard;

function aboutCard({ id, version, name }: Kit): KitCard {
  return {
    path: '',
    heading: name.en,
    fields: [
      ...names('name', name),
      field('id', 'id', 'text', id),
      field('version', 'version', 'text', version),
    ],
  };
}

function parameterCard(parameter: Parameter, { type, at, index }: Place): KitCard {
  const path = `types.${at}.parameters.${index}`;
  const { kind, name, unit, locked, required } = parameter;
  const isQuantity = kind === 'quantity';
  const limits = (['min', 'max', 'step'] as const).map((limit) =>
    field(`${path}.${limit}`, limit, 'expression', parameter[limit]),
  );
  return {
    path,
    heading: `${type.name.en}: ${name.en}`,
    fields: [
      ...names(`${path}.name`, name),
      field(`${path}.default`, 'default', 'expression', parameter.default),
      ...(isQuantity ? limits : []),
      ...(isQuantity && (parameter.dimension ?? 'number') === 'number'
        ? [field(`${path}.unit`, 'unit', 'text', unit)]
        : []),
      field(`${path}.locked`, 'locked', 'flag', locked),
      field(`${path}.required`, 'required', 'flag', required),
    ],
  };
}

const MATERIAL_NUMBERS = ['thickness', 'density', 'modulus', 'pieceMass'] as const;

function materialCard(material: Material, at: number): KitCard {
  const path = `materials.${at}`;
  return {
    path,
    heading: material.name.en,
    fields: [
      ...names(`${path}.name`, material.name),
      ...MATERIAL_NUMBERS.map((name) => field(`${path}.${name}`, name, 'number', material[name])),
      field(`${path}.colour`, 'colour', 'text', material.colour),
      field(`${path}.hasGrain`, 'hasGrain', 'flag', material.hasGrain),
    ],
  };
}

function ruleCard(rule: Rule, { type, at, index }: Place): KitCard {
  const path = `types.${at}.rules.${index}`;
  const source = rule.citation
    ? [field(`${path}.citation.text`, 'source', 'text', rule.citation.text)]
    : [];
  return {
    path,
    heading: `${type.name.en}: ${rule.id}`,
    fields: [
      field(`${path}.severity`, 'severity', 'severity', rule.severity),
      field(`${path}.message.en`, 'messageEn', 'text', rule.message.en),
      field(`${path}.message.de`, 'messageDe', 'text', rule.message['de']),
      field(`${path}.when`, 'when', 'expression', rule.when),
      ...source,
    ],
  };
}

function costCard(line: Kit['costs'][number], at: number): KitCard {
  const path = `costs.${at}`;
  return {
    path,
    heading: line.name.en,
    fields: [...names(`${path}.name`, line.name), ...costFields(line, path)],
  };
}

function costFields(line: Kit['costs'][number], path: string): KitField[] {
  if (line.kind === 'share') return [field(`${path}.ppm`, 'ppm', 'number', line.ppm)];
  if (line.kind !== 'labour' && line.kind !== 'stated')
    return [field(`${path}.waste`, 'waste', 'number', line.waste)];
  return [
    ...(line.kind === 'labour' ? [field(`${path}.rate`, 'rate', 'text', line.rate)] : []),
    field(`${path}.each`, 'each', 'expression', line.each),
    field(`${path}.setUp`, 'setUp', 'expression', line.setUp),
  ];
}

function names(path: string, name: Kit['name']): KitField[] {
  return [
    field(`${path}.en`, 'nameEn', 'text', name.en),
    field(`${path}.de`, 'nameDe', 'text', name['de']),
  ];
}

function field(path: string, label: KitLabel, kind: FieldKind, value: unknown): KitField {
  if (kind === 'flag') return { path, label, kind, text: String(value === true) };
  if (value === undefined) return { path, label, kind, text: '' };
  const text = kind === 'expression' ? expressionText(value) : String(value);
  return { path, label, kind, text };
}

function valueOf(kind: FieldKind, text: string): unknown {
  if (kind === 'flag') return text === 'true' ? true : undefined;
  if (kind !== 'text' && text.trim() === '') return undefined;
  if (kind === 'text' && text === '') return undefined;
  if (kind === 'expression') return readExpression(text);
  return kind === 'number' ? Number(text.trim()) : text;
}

function setAt(json: unknown, [first, ...rest]: string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((each: unknown, at) =>
      at === Number(first) ? setAt(each, rest, value) : each,
    );
  }
  const fields: Record<string, unknown> =
    typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  const next = setAt(fields[first], rest, value);
  if (next === undefined) delete fields[first];
  else fields[first] = next;
  return fields;
}
