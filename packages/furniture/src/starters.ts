import type { DesignNode } from '@muster/kit/design';

const MM = 1_000;
type Set = DesignNode['set'];

/** Finished pieces to begin from: what somebody sees who has drawn nothing yet. */
export const starters: readonly {
  readonly id: string;
  readonly en: string;
  readonly de: string;
  readonly root: DesignNode;
}[] = [
  piece(
    'sideboard',
    ['Sideboard with a slot for cables', 'Sideboard mit Kabelschlitz'],
    {
      set: {},
      body: {
        width: 1_800 * MM,
        depth: 350 * MM,
        height: 800 * MM,
        'cable-slot': true,
      },
    },
    [
      bay([compartment('drawers', { count: 2 })]),
      bay([
        compartment('open', { shelves: 1 }),
        compartment('open', { shelves: 0, height: 180 * MM }),
      ]),
      bay([compartment('doors', {})]),
    ],
  ),
  piece(
    'bookcase',
    ['Bookcase', 'Bücherregal'],
    {
      set: { board: 'plywood-birch-24' },
      body: {
        width: 800 * MM,
        height: 2_000 * MM,
        depth: 300 * MM,
        base: 'plinth',
        'base-height': 60 * MM,
        'fixed-to-wall': true,
      },
    },
    [bay([compartment('open', { shelves: 4 })])],
  ),
  piece(
    'cabinet',
    ['Cabinet behind two doors', 'Schrank mit zwei Türen'],
    {
      set: { board: 'chipboard-white-18', edge: 'edge-abs-1', load: 15_000_000 },
      body: {
        width: 760 * MM,
        height: 1_400 * MM,
        depth: 400 * MM,
        base: 'plinth',
        'base-height': 80 * MM,
      },
    },
    [bay([compartment('doors', { leaves: 2, shelves: 3 })])],
  ),
  piece(
    'chest',
    ['Chest of drawers', 'Kommode'],
    {
      set: { board: 'mdf-19', edge: 'edge-abs-1' },
      body: {
        width: 1_000 * MM,
        height: 900 * MM,
        depth: 450 * MM,
        base: 'floor',
      },
    },
    [bay([compartment('drawers', { count: 4, handle: 'knob' })])],
  ),
  table('dining-table', 'Dining table', 'Esstisch', { use: 'dining', width: 2_000 * MM }),
  table('desk', 'Desk', 'Schreibtisch', {
    use: 'desk',
    width: 1_500 * MM,
    depth: 750 * MM,
    rail: 70 * MM,
  }),
  table('bench', 'Bench', 'Bank', {
    use: 'bench',
    width: 1_600 * MM,
    wood: 'maple',
    'top-thickness': 40 * MM,
  }),
];

function piece(
  id: string,
  words: readonly [en: string, de: string],
  { set, body }: { readonly set: Set; readonly body: Set },
  bays: readonly DesignNode[],
) {
  const numbered = bays.map((each, at) => ({ ...each, id: String(at + 1) }));
  const carcass = { id: '1', type: 'carcass', set: body, slots: { bays: numbered } };
  const root = { id: 'piece', type: 'piece', set, slots: { body: [carcass] } };
  return { id, en: words[0], de: words[1], root };
}

function table(id: string, en: string, de: string, set: Set) {
  const body = [{ id: '1', type: 'table', set, slots: {} }];
  return { id, en, de, root: { id: 'piece', type: 'piece', set: {}, slots: { body } } };
}

function bay(compartments: readonly DesignNode[]): DesignNode {
  const numbered = compartments.map((each, at) => ({ ...each, id: String(at + 1) }));
  return { id: '1', type: 'bay', set: {}, slots: { compartments: numbered } };
}

function compartment(type: 'open' | 'doors' | 'drawers', set: Set): DesignNode {
  return { id: '1', type, set, slots: {} };
}
