/** The television story in numbers: amounts in minor units, days counted back from today. */
export const FIRST_NAMES = [
  'Ada',
  'Ben',
  'Cleo',
  'Dora',
  'Emil',
  'Fatma',
  'Gero',
  'Hilde',
  'Ivo',
  'Jette',
] as const;
export const LAST_NAMES = [
  'Ahrens',
  'Bruhn',
  'Celik',
  'Dressel',
  'Ekberg',
  'Fricke',
  'Gruber',
  'Hansen',
  'Ibsen',
  'Jansen',
] as const;

type Line = { name: string; kind: string; value: number | boolean; unit?: string };

export const screenSpec = (inches: number): Line[] => [
  { name: 'Diagonal', kind: 'number', value: inches, unit: 'in' },
  { name: 'Refresh rate', kind: 'number', value: 120, unit: 'Hz' },
  { name: 'HDMI sockets', kind: 'number', value: 4, unit: '' },
  { name: 'Goes online', kind: 'yes-no', value: false },
];

export type DemoPool = {
  title: string;
  body: string;
  spec: Line[];
  benchmarkMinor: number;
  openedDaysAgo: number;
  /** Negative: it is still open. */
  closesDaysAgo: number;
  quotes: {
    maker: 'north' | 'plain';
    tiers: { from: number; priceMinor: number }[];
    leadDays: number;
    note: string;
  }[];
};

const terms = {
  feeBps: 300,
  taxBps: 1900,
  objective: 'units',
  benchmarkSource: 'Mean of three shops',
};

export const finishedPool: DemoPool & typeof terms = {
  ...terms,
  title: 'A plain 65-inch screen',
  body: 'A good panel, four sockets, a remote that can be found in the dark. It never goes online.',
  spec: screenSpec(65),
  benchmarkMinor: 89_900,
  openedDaysAgo: 84,
  closesDaysAgo: 50,
  quotes: [
    {
      maker: 'north',
      tiers: [
        { from: 1, priceMinor: 52_000 },
        { from: 25, priceMinor: 41_000 },
        { from: 60, priceMinor: 36_500 },
        { from: 120, priceMinor: 33_900 },
      ],
      leadDays: 40,
      note: 'Panels of class A, two years of warranty.',
    },
    {
      maker: 'plain',
      tiers: [
        { from: 1, priceMinor: 49_900 },
        { from: 40, priceMinor: 39_900 },
        { from: 100, priceMinor: 35_500 },
      ],
      leadDays: 50,
      note: 'We build to order; spare parts for ten years.',
    },
  ],
};

export const openPoolNow: DemoPool & typeof terms = {
  ...terms,
  title: 'The same, but 43 inches for the kitchen',
  body: 'Many asked for a small one. The same rules: it never goes online.',
  spec: screenSpec(43),
  benchmarkMinor: 49_900,
  openedDaysAgo: 12,
  closesDaysAgo: -9,
  quotes: [
    {
      maker: 'north',
      tiers: [
        { from: 1, priceMinor: 29_000 },
        { from: 20, priceMinor: 23_500 },
        { from: 50, priceMinor: 20_900 },
        { from: 100, priceMinor: 19_500 },
      ],
      leadDays: 35,
      note: 'From the same line as the large one.',
    },
  ],
};

/** The most that somebody pays for one, tax included: most are well above the tier, a few below any. */
export function limitOf(nth: number): number {
  return nth % 17 === 5 ? 30_000 : 47_000 + ((nth * 7) % 23) * 1000;
}

export const steps = [
  {
    daysAgo: 38,
    evidence: 'The panels of lot 7 have arrived and are being fitted. Goods receipt 2214.',
  },
  { daysAgo: 22, evidence: 'All sets are built, tested for two hours each, and packed.' },
  { daysAgo: 3, evidence: 'All parcels are delivered, by the list of the forwarder.' },
] as const;
