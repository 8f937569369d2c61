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
  /** Of a pool of one kind; else each variant has its own. */
  benchmarkMinor?: number;
  variants?: { name: string; benchmarkMinor: number }[];
  openedDaysAgo: number;
  /** Negative: it is still open. */
  closesDaysAgo: number;
  quotes: {
    maker: 'north' | 'plain';
    tiers: { from: number; priceMinor?: number; pricesMinor?: Record<string, number> }[];
    variantMoq?: Record<string, number>;
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

/** Three sizes that share the tiers of one maker: everybody who takes any of them helps all. */
export const sizesNow: DemoPool & typeof terms = {
  ...terms,
  title: 'Plain screens for desk and bedroom',
  body: 'Three sizes off one line: the tiers count all of them together. None of them goes online.',
  spec: screenSpec(0).filter(({ name }) => name !== 'Diagonal'),
  variants: [
    { name: '32 inch', benchmarkMinor: 29_900 },
    { name: '50 inch', benchmarkMinor: 52_900 },
    { name: '55 inch', benchmarkMinor: 59_900 },
  ],
  openedDaysAgo: 8,
  closesDaysAgo: -12,
  quotes: [
    {
      maker: 'plain',
      tiers: [
        { from: 1, pricesMinor: { '32-inch': 17_900, '50-inch': 31_000, '55-inch': 35_500 } },
        { from: 15, pricesMinor: { '32-inch': 14_900, '50-inch': 26_500, '55-inch': 30_500 } },
        { from: 40, pricesMinor: { '32-inch': 12_900, '50-inch': 24_000, '55-inch': 27_900 } },
      ],
      variantMoq: { '32-inch': 5 },
      leadDays: 45,
      note: 'One chassis for all three; we change sizes within a shift.',
    },
  ],
};

/** The wishes for them, by the number of the buyer: some take two. */
export function sizeOf(nth: number): { variant: string; max: number; limitMinor: number } {
  const [variant, base] = [
    ['55-inch', 38_000],
    ['50-inch', 33_000],
    ['32-inch', 18_500],
    ['50-inch', 33_000],
  ][nth % 4] as [string, number];
  return { variant, max: nth % 5 === 0 ? 2 : 1, limitMinor: base + ((nth * 7) % 11) * 1000 };
}

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
