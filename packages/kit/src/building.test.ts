import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from './compiled-kit.ts';
import type { DesignNode, DesignValue } from './design.ts';
import { evaluate } from './evaluate.ts';
import { buildingKit } from './examples/building-kit.ts';
import { hashOf } from './hash.ts';
import { readKit } from './read-kit.ts';
import { sayFinding } from './say.ts';

const M = 1_000_000;
const M2 = 1_000_000_000_000;
const hash = hashOf(buildingKit);

function node(type: string, id: string, set: Record<string, DesignValue> = {}): DesignNode {
  return { id, type, set, slots: {} };
}

const corner = (id: string, x: number, y: number) => node('corner', id, { x: x * M, y: y * M });
const wall = (from: string, to: string, left: string, right = '') =>
  node('wall', `${from}${to}`, { from, to, left, right });

/** Two rooms, 4 by 5 and 3 by 5 metres, that share the wall from b to e. */
function house(middle = 4): DesignNode {
  return {
    id: 'storey',
    type: 'storey',
    set: {},
    slots: {
      corners: [
        corner('a', 0, 0),
        corner('b', middle, 0),
        corner('c', 7, 0),
        corner('d', 7, 5),
        corner('e', middle, 5),
        corner('f', 0, 5),
      ],
      walls: [
        wall('a', 'b', 'living'),
        wall('b', 'c', 'sleeping'),
        wall('c', 'd', 'sleeping'),
        wall('d', 'e', 'sleeping'),
        wall('e', 'f', 'living'),
        wall('f', 'a', 'living'),
        wall('b', 'e', 'living', 'sleeping'),
      ],
      openings: [
        node('opening', '1', { wall: 'ab', kind: 'door', width: 1 * M, height: 2 * M }),
        node('opening', '2', { wall: 'be', kind: 'door', width: 0.9 * M, height: 2 * M }),
        node('opening', '3', { wall: 'ef', width: 2 * M, height: 1.2 * M }),
        node('opening', '4', { wall: 'cd', width: 0.8 * M, height: 1.2 * M }),
      ],
      rooms: [node('room', 'living'), node('room', 'sleeping')],
    },
  };
}

function built(root: DesignNode) {
  const read = readKit(JSON.parse(JSON.stringify(buildingKit)));
  assert.ok(read.kind === 'kit', JSON.stringify(read));
  const compiled = compileKit(read.kit);
  assert.ok(compiled.kind === 'kit', JSON.stringify(compiled));
  const evaluation = evaluate(compiled.kit, hash, { kit: hash, root });
  assert.ok(evaluation.kind === 'evaluation', JSON.stringify(evaluation));
  const of = (room: string, name: string) =>
    evaluation.instances.find(({ path }) => path === `root.rooms[${room}]`)?.scope.get(name);
  const said = evaluation.findings.map((finding) =>
    sayFinding(compiled.kit, finding, 'en')?.replaceAll('\u00a0', ' '),
  );
  return { evaluation, of, said };
}

test('rooms are worked out from the walls that name them', () => {
  const { evaluation, of, said } = built(house());
  assert.equal(of('living', 'slot.area'), 20 * M2);
  assert.equal(of('sleeping', 'slot.area'), 15 * M2);
  assert.equal(of('living', 'slot.doors'), 2);
  assert.equal(of('sleeping', 'slot.doors'), 1);
  assert.equal(evaluation.takeoffs['axis-area'], 35 * M2);
  assert.deepEqual(said, ['0.96 m² of glass for 15.00 m²; 8 % of the floor is asked for.']);
  const masonry = evaluation.parts.filter(({ kind }) => kind === 'wall');
  assert.equal(masonry.length, 7);
  assert.deepEqual(masonry[6]?.box, {
    x: 3.88 * M,
    y: -0.12 * M,
    z: 0,
    dx: 0.24 * M,
    dy: 5.24 * M,
    dz: 2.5 * M,
  });
});

test('a shared corner moves everything that hangs on it', () => {
  const { evaluation, of } = built(house(5));
  assert.equal(of('living', 'slot.area'), 25 * M2);
  assert.equal(of('sleeping', 'slot.area'), 10 * M2);
  assert.equal(evaluation.takeoffs['axis-area'], 35 * M2);
});

test('a room without a door, and a wall that is smaller than its openings, cannot be built', () => {
  const root = house(6.5);
  const openings = (root.slots['openings'] ?? []).filter(({ set }) => set['kind'] !== 'door');
  const wide = node('opening', '9', { wall: 'bc', width: 3 * M, height: 2 * M });
  const { evaluation } = built({
    ...root,
    slots: { ...root.slots, openings: [...openings, wide] },
  });
  const blocking = evaluation.findings.filter(({ severity }) => severity === 'block');
  assert.deepEqual(
    blocking.map(({ rule, node: at }) => `${at} ${rule}`),
    [
      'root.walls[bc] openings-do-not-fit',
      'root.rooms[living] no-door',
      'root.rooms[sleeping] no-door',
    ],
  );
});
