import { screenSpec } from './demo-television.ts';

/** What the crowd of the demo wants before anybody makes it; `by` counts the buyers, days are counted back from today. */
export type DemoWanted = {
  title: string;
  body: string;
  spec: ReturnType<typeof screenSpec>;
  by: number;
  daysAgo: number;
  /** Buyers from this one up to before that one want it too, spread over so many days from when it was written. */
  wanters: { from: number; to: number; days: number; limitMinor: number };
  talk: Talk;
};
export type Talk = { by: number; daysAgo: number; body: string }[];

const large = screenSpec(65);

/** The wanted from which the pool came that is delivered by now. */
export const largeScreen: DemoWanted = {
  title: 'A plain 65-inch screen',
  body: 'I have a box that knows all the channels. I want a screen that shows what I plug in, and nothing else: no account, no advertising, no microphone.',
  spec: large.filter(({ name }) => name !== 'HDMI sockets'),
  by: 3,
  daysAgo: 98,
  wanters: { from: 4, to: 84, days: 12, limitMinor: 48_000 },
  talk: [
    { by: 7, daysAgo: 97.6, body: 'Yes. Mine asks for my consent every time I switch it on.' },
    { by: 12, daysAgo: 97, body: 'How many sockets? With three I keep pulling plugs.' },
    { by: 3, daysAgo: 96.8, body: 'Four then. Whoever minds, say so in a proposal for the sheet.' },
    {
      by: 31,
      daysAgo: 94,
      body: 'We would take six for the community rooms, if it stays this plain.',
    },
    { by: 44, daysAgo: 90, body: 'I paid 899 for less. Count me in below 500.' },
  ],
};

/** The proposal that was taken over, and the twin that was folded into it with the consent of its author. */
export const better = {
  by: 12,
  daysAgo: 96.9,
  decidedDaysAgo: 96.7,
  spec: large,
  note: 'Three sockets are one too few: box, player, computer, and one for guests.',
};
export const twin: DemoWanted = {
  title: 'A 65-inch screen without apps',
  body: 'Good panel, four sockets, nothing else.',
  spec: large,
  by: 57,
  daysAgo: 95,
  wanters: { from: 84, to: 93, days: 2, limitMinor: 46_000 },
  talk: [],
};
export const folded = { by: 20, suggestedDaysAgo: 94, decidedDaysAgo: 92.5 };

/** The wanted of the pool that is open now. */
export const kitchenScreen: DemoWanted = {
  title: 'The same, but 43 inches for the kitchen',
  body: 'The large one has come and is what it should be. For the kitchen 65 inches are too many.',
  spec: screenSpec(43),
  by: 20,
  daysAgo: 17,
  wanters: { from: 21, to: 76, days: 4, limitMinor: 29_000 },
  talk: [
    { by: 28, daysAgo: 16.5, body: 'The kitchen, and the nursery. Two, please.' },
    { by: 35, daysAgo: 15, body: 'If it keeps the same remote, I need not learn another one.' },
  ],
};

/** Wanted, and not pooled yet: two that look alike wait for somebody to bring them together. */
export const notPooled: DemoWanted[] = [
  {
    title: 'A speaker for under the screen, without a voice',
    body: 'One cable in, sound out. It listens to nobody.',
    spec: [
      { name: 'Width', kind: 'number', value: 90, unit: 'cm' },
      { name: 'Goes online', kind: 'yes-no', value: false },
    ],
    by: 9,
    daysAgo: 6,
    wanters: { from: 40, to: 58, days: 4, limitMinor: 14_000 },
    talk: [{ by: 41, daysAgo: 5, body: 'With a knob for the loudness. A real one.' }],
  },
  {
    title: 'A plain speaker for under the screen',
    body: 'The sound of a flat screen is flat. Nothing clever, please.',
    spec: [
      { name: 'Width', kind: 'number', value: 90, unit: 'cm' },
      { name: 'Goes online', kind: 'yes-no', value: false },
    ],
    by: 63,
    daysAgo: 4,
    wanters: { from: 60, to: 66, days: 2, limitMinor: 12_000 },
    talk: [],
  },
];

/** What is said under the pools. */
export const poolTalk: Record<'finished' | 'open', Talk> = {
  finished: [
    { by: 5, daysAgo: 82, body: 'Who pays the freight, if one of the sets comes broken?' },
    {
      by: 31,
      daysAgo: 80,
      body: 'The order says it: whoever sent it. Two makers quote, that is good.',
    },
    {
      by: 18,
      daysAgo: 66,
      body: 'One more neighbour and we are at the second tier. I have asked in our house.',
    },
    {
      by: 44,
      daysAgo: 47,
      body: 'Paid. The check in the browser says that all holds; I like that.',
    },
    { by: 7, daysAgo: 14, body: 'It has come. It is a screen. It is silent. Thank you all.' },
  ],
  open: [
    { by: 28, daysAgo: 9, body: 'Does the wall mount of the large one fit?' },
    { by: 35, daysAgo: 8.5, body: 'VESA 200 on the small one, so no. A plate costs four euros.' },
    {
      by: 52,
      daysAgo: 3,
      body: 'A few more and everybody saves thirty euros. Who has not asked their parents yet?',
    },
  ],
};
