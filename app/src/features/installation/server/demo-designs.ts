import type { Change } from '@muster/studio/change';
import type { DemoPerson } from './demo-story.ts';

/** A design of the demo: begun from a finished piece of the kit, or from designs before it. */
export type DemoDesign = {
  key: string;
  by: DemoPerson;
  daysAgo: number;
  title: string;
  reason: string;
  from: { starter: string } | { designs: readonly [string] | readonly [string, string] };
  /** A further version of the first one that it is from, which is its author's own. */
  continues?: true;
  changes: readonly Change[];
  talk: readonly { by: DemoPerson; hoursLater: number; body: string }[];
};

const MM = 1_000;
const BODY = 'root.body[1]';

function set(node: string, parameter: string, value: number | string | boolean): Change {
  return { kind: 'set', node, parameter, value };
}

/** What the talk of the first space comes to, drawn to measure; the oldest first. */
export const demoDesigns: readonly DemoDesign[] = [
  {
    key: 'nordhaus',
    by: 'hanna',
    daysAgo: 5.5,
    title: 'Nordhaus sideboard',
    reason: 'Oak, 35 cm, three bays and a slot for cables: what the talk came to.',
    from: { starter: 'sideboard' },
    changes: [],
    talk: [
      {
        by: 'jonas',
        hoursLater: 4,
        body: 'My plates are 27 cm across. With the door and the back they will not go in.',
      },
      {
        by: 'theo',
        hoursLater: 7,
        body: 'I can build this as it stands. At 50 pieces the set-up hardly counts any more.',
      },
    ],
  },
  {
    key: 'plates',
    by: 'jonas',
    daysAgo: 4.6,
    title: 'Nordhaus for plates',
    reason: 'Plates of 27 cm with a door in front of them: 39 cm deep, and a shelf more.',
    from: { designs: ['nordhaus'] },
    changes: [set(BODY, 'depth', 390 * MM), set(`${BODY}.bays[3].compartments[1]`, 'shelves', 2)],
    talk: [],
  },
  {
    key: 'robot',
    by: 'mira',
    daysAgo: 4.1,
    title: 'Nordhaus on longer legs',
    reason: 'The robot that cleans is 10 cm high and wants to turn: legs of 16 cm.',
    from: { designs: ['nordhaus'] },
    changes: [set(BODY, 'base-height', 160 * MM), set(BODY, 'height', 840 * MM)],
    talk: [
      { by: 'ole', hoursLater: 3, body: 'Eight of the drawings at our till had exactly this.' },
    ],
  },
  {
    key: 'records',
    by: 'aylin',
    daysAgo: 3.8,
    title: 'Nordhaus with records',
    reason: 'A record player on top, 33 cm for records below it, no doors in the middle.',
    from: { designs: ['nordhaus'] },
    changes: [
      set(BODY, 'depth', 370 * MM),
      set(BODY, 'width', 2_000 * MM),
      set(`${BODY}.bays[2].compartments[1]`, 'shelves', 0),
    ],
    talk: [],
  },
  {
    key: 'plates-and-robot',
    by: 'ole',
    daysAgo: 3.1,
    title: 'Plates, and the robot under it',
    reason: 'Both in one: nothing of Jonas’ plates is in the way of Mira’s legs.',
    from: { designs: ['plates', 'robot'] },
    changes: [],
    talk: [
      { by: 'jonas', hoursLater: 2, body: 'That is the one I would buy.' },
      { by: 'hanna', hoursLater: 5, body: 'Then this goes into the next version of ours.' },
    ],
  },
  {
    key: 'nordhaus-2',
    by: 'hanna',
    daysAgo: 2.4,
    title: 'Nordhaus sideboard',
    reason: 'Deeper for plates, on legs of 16 cm: taken over from the remix of Ole.',
    from: { designs: ['nordhaus', 'plates-and-robot'] },
    continues: true,
    changes: [],
    talk: [],
  },
  {
    key: 'two-bays',
    by: 'theo',
    daysAgo: 2.2,
    title: 'Nordhaus for small rooms',
    reason: 'Two bays, 1.20 m: comes up in a lift in one piece, and saves a sheet in two.',
    from: { designs: ['nordhaus'] },
    changes: [{ kind: 'remove', node: `${BODY}.bays[2]` }, set(BODY, 'width', 1_200 * MM)],
    talk: [],
  },
  {
    key: 'bookcase',
    by: 'jonas',
    daysAgo: 4.9,
    title: 'Bookcase beside it',
    reason: 'Birch of 24 mm, because 30 kg a metre are no more than books weigh.',
    from: { starter: 'bookcase' },
    changes: [],
    talk: [],
  },
  {
    key: 'closed-bookcase',
    by: 'aylin',
    daysAgo: 1.9,
    title: 'Bookcase, closed below',
    reason: 'The lower third behind doors, for what nobody is to see.',
    from: { designs: ['bookcase'] },
    changes: [
      {
        kind: 'insert',
        node: `${BODY}.bays[1]`,
        slot: 'compartments',
        at: 0,
        child: {
          id: 'low',
          type: 'doors',
          set: { height: 600 * MM, shelves: 1 },
          slots: {},
        },
      },
      set(`${BODY}.bays[1].compartments[1]`, 'shelves', 3),
    ],
    talk: [],
  },
  {
    key: 'hall-bench',
    by: 'mira',
    daysAgo: 3.5,
    title: 'Bench for the hallway',
    reason: 'To put shoes on beside the sideboard: 110 cm is enough for two.',
    from: { starter: 'bench' },
    changes: [set(BODY, 'width', 1_100 * MM)],
    talk: [],
  },
  {
    key: 'chest',
    by: 'ole',
    daysAgo: 2.9,
    title: 'Chest of four drawers',
    reason: 'Customers ask for it in the same breath as for the sideboard.',
    from: { starter: 'chest' },
    changes: [],
    talk: [],
  },
  {
    key: 'cabinet',
    by: 'theo',
    daysAgo: 2.6,
    title: 'White cabinet',
    reason: 'What we build most: white, two doors, cheap from ten pieces on.',
    from: { starter: 'cabinet' },
    changes: [],
    talk: [],
  },
  {
    key: 'desk',
    by: 'aylin',
    daysAgo: 1.4,
    title: 'Desk for two screens',
    reason: 'Two screens are 1.30 m; there should be room for elbows.',
    from: { starter: 'desk' },
    changes: [set(BODY, 'width', 1_600 * MM)],
    talk: [],
  },
  {
    key: 'table',
    by: 'jonas',
    daysAgo: 1.1,
    title: 'Table for eight',
    reason: 'Where the plates go in the end.',
    from: { starter: 'dining-table' },
    changes: [],
    talk: [],
  },
];
