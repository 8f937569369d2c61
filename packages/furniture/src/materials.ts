import type { Material } from '@muster/kit/kit';

const MM = 1_000;
const SHEET_2800 = { length: 2_800 * MM, width: 2_070 * MM };
const SHEET_2500 = { length: 2_500 * MM, width: 1_250 * MM };

/**
 * Boards as they are sold in Europe. Moduli from the Wood Handbook (FPL-GTR-190, table 12-1: plywood 6.96–8.55 GPa, MDF
 * 3.59, particleboard 2.76–4.14), the lower end where it gives a range; 18 mm particleboard weighs some 12 kg/m².
 */
export const materials: readonly Material[] = [
  sheet(
    'chipboard-white-18',
    { en: 'Chipboard, white, 18 mm', de: 'Spanplatte, weiß, 18 mm' },
    18,
    {
      density: 680,
      modulus: 2_760,
      colour: '#f2efe9',
    },
  ),
  sheet(
    'chipboard-oak-19',
    { en: 'Chipboard, oak veneer, 19 mm', de: 'Spanplatte, Eiche furniert, 19 mm' },
    19,
    {
      density: 690,
      modulus: 2_760,
      hasGrain: true,
      colour: '#c9a36b',
    },
  ),
  sheet('mdf-19', { en: 'MDF, 19 mm', de: 'MDF, 19 mm' }, 19, {
    density: 740,
    modulus: 3_590,
    colour: '#b08d68',
  }),
  sheet('plywood-birch-18', { en: 'Birch plywood, 18 mm', de: 'Birkensperrholz, 18 mm' }, 18, {
    density: 680,
    modulus: 6_960,
    hasGrain: true,
    colour: '#e3cfa4',
    sheets: [SHEET_2500],
  }),
  sheet('plywood-birch-24', { en: 'Birch plywood, 24 mm', de: 'Birkensperrholz, 24 mm' }, 24, {
    density: 680,
    modulus: 6_960,
    hasGrain: true,
    colour: '#dfc795',
    sheets: [SHEET_2500],
  }),
  sheet('hdf-3', { en: 'Hardboard, 3 mm, for backs', de: 'Hartfaser, 3 mm, für Rückwände' }, 3, {
    density: 850,
    modulus: 3_100,
    colour: '#cdbb9b',
  }),
  solid(
    'oak',
    { en: 'Oak, solid', de: 'Eiche, massiv' },
    { density: 720, modulus: 12_270, colour: '#b98a4f' },
  ),
  solid(
    'maple',
    { en: 'Maple, solid', de: 'Ahorn, massiv' },
    { density: 650, modulus: 11_310, colour: '#e0c090' },
  ),
  {
    id: 'edge-abs-1',
    kind: 'edge',
    name: { en: 'Edge band, ABS, 1 mm', de: 'Kante, ABS, 1 mm' },
    thickness: 1 * MM,
  },
  {
    id: 'edge-oak-1',
    kind: 'edge',
    name: { en: 'Edge band, oak, 1 mm', de: 'Kante, Eiche, 1 mm' },
    thickness: 1 * MM,
  },
  piece('hinge', { en: 'Cup hinge', de: 'Topfband' }, 90_000),
  piece('slide', { en: 'Pair of drawer slides', de: 'Paar Schubkastenführungen' }, 900_000),
  piece('handle', { en: 'Handle', de: 'Griff' }, 80_000),
  piece('knob', { en: 'Knob', de: 'Knopf' }, 40_000),
  piece('shelf-pin', { en: 'Shelf pin', de: 'Bodenträger' }, 4_000),
  piece('connector', { en: 'Connecting fitting', de: 'Verbinder' }, 15_000),
  piece('leg-steel', { en: 'Steel leg', de: 'Stahlfuß' }, 450_000),
  piece('wall-fixing', { en: 'Wall fixing', de: 'Wandbefestigung' }, 60_000),
];

type Properties = Partial<Material> & { density: number; modulus: number; colour: string };

function sheet(
  id: string,
  name: Material['name'],
  thicknessMm: number,
  properties: Properties,
): Material {
  return {
    id,
    kind: 'sheet',
    name,
    thickness: thicknessMm * MM,
    sheets: [SHEET_2800],
    ...properties,
  };
}

function solid(id: string, name: Material['name'], properties: Properties): Material {
  return { id, kind: 'solid', name, hasGrain: true, ...properties };
}

function piece(id: string, name: Material['name'], pieceMass: number): Material {
  return { id, kind: 'piece', name, pieceMass, colour: '#4a4642' };
}
