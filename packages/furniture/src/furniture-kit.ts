import type { Expression } from '@muster/kit/expression';
import type { CostLine, Kit, NodeType, Takeoff } from '@muster/kit/kit';
import { bay } from './bay.ts';
import { carcass } from './carcass.ts';
import { doors } from './doors.ts';
import { drawers } from './drawers.ts';
import { materials } from './materials.ts';
import { open } from './open.ts';
import { table } from './table.ts';

const get = (name: string): Expression => ({ get: name });

/** A piece of furniture: what it is made of, and one body. */
const piece: NodeType = {
  id: 'piece',
  name: { en: 'Piece', de: 'Möbel' },
  parameters: [
    {
      id: 'board',
      name: { en: 'Boards', de: 'Bretter' },
      kind: 'material',
      materials: ['sheet'],
      default: 'chipboard-oak-19',
      group: 'boards',
    },
    {
      id: 'front',
      name: { en: 'Fronts', de: 'Fronten' },
      kind: 'material',
      materials: ['sheet'],
      default: get('board'),
      group: 'boards',
    },
    {
      id: 'edge',
      name: { en: 'Edge band', de: 'Kante' },
      kind: 'material',
      materials: ['edge'],
      default: 'edge-oak-1',
      group: 'boards',
    },
    {
      id: 'load',
      name: { en: 'Load for each metre of shelf', de: 'Last je Meter Boden' },
      kind: 'quantity',
      dimension: 'mass',
      default: { kg: 30 },
      min: { kg: 5 },
      max: { kg: 100 },
      step: { kg: 5 },
      group: 'use',
    },
  ],
  values: [],
  slots: [
    {
      id: 'body',
      name: { en: 'Body', de: 'Körper' },
      accepts: ['carcass', 'table'],
      min: 1,
      max: 1,
      gives: [],
    },
  ],
  parts: [],
  rules: [],
};

const isBoard: Expression = { not: { equal: [get('part.kind'), 'fitting'] } };

const takeoffs: readonly Takeoff[] = [
  {
    id: 'mass',
    name: { en: 'Weight', de: 'Gewicht' },
    definition: {
      en: 'All parts, fittings included, without packing',
      de: 'Alle Teile mit Beschlägen, ohne Verpackung',
    },
    dimension: 'mass',
    value: { over: 'parts', sum: get('part.mass') },
  },
  {
    id: 'board-area',
    name: { en: 'Board area', de: 'Plattenfläche' },
    definition: {
      en: 'Length times width of every board, without waste',
      de: 'Länge mal Breite aller Bretter, ohne Verschnitt',
    },
    dimension: 'area',
    value: { over: 'parts', where: isBoard, sum: get('part.area') },
  },
  {
    id: 'edge-length',
    name: { en: 'Edge band', de: 'Kantenlänge' },
    definition: { en: 'Length of all edges that get a band', de: 'Länge aller Kanten mit Band' },
    dimension: 'length',
    value: { over: 'parts', sum: get('part.edge-length') },
  },
  {
    id: 'boards',
    name: { en: 'Boards', de: 'Bretter' },
    definition: { en: 'Pieces to cut', de: 'Zuzuschneidende Stücke' },
    dimension: 'number',
    value: { over: 'parts', where: isBoard, sum: get('part.count') },
  },
  {
    id: 'holes',
    name: { en: 'Holes', de: 'Bohrungen' },
    definition: { en: 'Holes of the rows for shelf pins', de: 'Bohrungen der Lochreihen' },
    dimension: 'number',
    value: { over: 'parts', sum: get('part.holes') },
  },
];

const boards: Expression = { over: 'parts', where: isBoard, sum: get('part.count') };
const fittings: Expression = {
  over: 'parts',
  where: { equal: [get('part.kind'), 'fitting'] },
  sum: get('part.count'),
};
const edges: Expression = { over: 'parts', sum: get('part.edge-length') };

const costs: readonly CostLine[] = [
  { id: 'sheets', name: { en: 'Boards', de: 'Platten' }, kind: 'sheets', waste: 120_000 },
  { id: 'solids', name: { en: 'Solid wood', de: 'Massivholz' }, kind: 'solids', waste: 350_000 },
  { id: 'edges', name: { en: 'Edge band', de: 'Kanten' }, kind: 'edges', waste: 100_000 },
  { id: 'fittings', name: { en: 'Fittings', de: 'Beschläge' }, kind: 'pieces' },
  {
    id: 'making',
    name: { en: 'Joinery', de: 'Tischlerarbeit' },
    kind: 'labour',
    rate: 'joinery',
    // Minutes of a small workshop: cutting 3 a board, a minute for each metre of band, 2 a fitting; 25 to put it together.
    each: {
      add: [
        { minutes: 25 },
        { multiply: [{ minutes: 3 }, boards] },
        { multiply: [{ minutes: 2 }, fittings] },
        { multiply: [{ minutes: 1 }, { divide: [edges, { m: 1 }], round: 'up' }] },
      ],
    },
    setUp: { minutes: 180 },
  },
  {
    id: 'finishing',
    name: { en: 'Finishing', de: 'Oberfläche' },
    kind: 'labour',
    rate: 'finishing',
    each: { multiply: [{ minutes: 2 }, boards] },
    setUp: { minutes: 60 },
  },
  {
    id: 'overhead',
    name: { en: 'Overhead', de: 'Gemeinkosten' },
    kind: 'share',
    of: ['sheets', 'solids', 'edges', 'fittings', 'making', 'finishing'],
    ppm: 150_000,
  },
];

/** Shelves, sideboards, cabinets, tables, benches and desks. */
export const furnitureKit: Kit = {
  format: 1,
  id: 'furniture',
  version: '1.0.0',
  name: { en: 'Furniture', de: 'Möbel' },
  groups: [
    { id: 'size', name: { en: 'Size', de: 'Maße' } },
    { id: 'front', name: { en: 'Fronts', de: 'Fronten' } },
    { id: 'boards', name: { en: 'Boards', de: 'Platten' } },
    { id: 'base', name: { en: 'Stand', de: 'Stand' } },
    { id: 'use', name: { en: 'Use', de: 'Verwendung' } },
  ],
  root: 'piece',
  types: [piece, carcass, bay, open, doors, drawers, table],
  materials,
  tables: [],
  takeoffs,
  costs,
};
