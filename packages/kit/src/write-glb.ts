import { strToU8 } from 'fflate';
import { colourOf } from './colour.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import type { Box, Part } from './part.ts';
import { solidsOf, wholeOf } from './whole.ts';

/**
 * The piece as binary glTF 2.0, for viewers and scenes: metres, y upwards, the front towards the viewer. One cube is stored, and
 * every part is a node that stretches it, by its id; a material has the colour that it is drawn with.
 * Boards are whole: their holes are in the file for the machine.
 */
export function writeGlb(
  kit: Pick<CompiledKit, 'materials'>,
  parts: readonly Part[],
  title: string,
): Uint8Array<ArrayBuffer> {
  const solids = solidsOf(parts);
  const whole = wholeOf(solids.map(({ box }) => box));
  const used = [...new Set(solids.map(({ part }) => part.material))];
  const cube = cubeBytes();
  const nodes = solids.map(({ part, box }) => ({
    name: part.id,
    mesh: used.indexOf(part.material),
    ...placeOf(box, whole),
    extras: { kind: part.kind, grain: grainOf(kit, part) },
  }));
  const document = {
    asset: { version: '2.0', generator: 'Muster' },
    scene: 0,
    scenes: [{ name: title, nodes: nodes.map((_, at) => at) }],
    nodes,
    meshes: used.map((material, at) => ({
      name: material,
      primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2, material: at }],
    })),
    materials: used.map((material) => materialOf(kit, material)),
    ...layoutOf(cube.length),
  };
  const isEmpty = solids.length === 0;
  return container(isEmpty ? { asset: document.asset } : document, isEmpty ? null : cube);
}

const UM_PER_M = 1_000_000;

/** Standing on the ground in the middle of its width, its front at nought. */
function placeOf({ x, y, z, dx, dy, dz }: Box, whole: Box) {
  const middle = whole.x + whole.dx / 2;
  return {
    translation: [metres(x - middle), metres(z - whole.z), -metres(y + dy - whole.y)],
    scale: [metres(dx), metres(dz), metres(dy)],
  };
}

/** Along which axis of the file the grain of a board runs; null where it has none. */
function grainOf({ materials }: Pick<CompiledKit, 'materials'>, part: Part): string | null {
  if (materials.get(part.material)?.hasGrain !== true) return null;
  return part.alongGrain === 'x' ? 'x' : part.alongGrain === 'y' ? 'z' : 'y';
}

function metres(micrometres: number): number {
  return micrometres / UM_PER_M;
}

function materialOf(kit: Pick<CompiledKit, 'materials'>, id: string) {
  const colour = colourOf(kit.materials, id);
  const channels = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16)));
  const isMetal = kit.materials.get(id)?.kind === 'piece';
  return {
    name: kit.materials.get(id)?.name.en ?? id,
    pbrMetallicRoughness: {
      baseColorFactor: [...channels, 1],
      metallicFactor: isMetal ? 0.4 : 0,
      roughnessFactor: isMetal ? 0.5 : 0.75,
    },
  };
}

/** Of a channel of sRGB from 0 to 255, its light from 0 to 1 (IEC 61966-2-1), to four decimals so that it is the same everywhere. */
function linear(channel: number): number {
  const share = channel / 255;
  const light = share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  return Math.round(light * 10_000) / 10_000;
}

const CORNERS = 24;
const INDICES = 36;
const VECTORS = CORNERS * 3 * 4;

/** The sides of a cube from 0 to 1: its normal, and two edges that turn around it anticlockwise. */
const SIDES = [
  { normal: [1, 0, 0], one: [0, 1, 0], other: [0, 0, 1] },
  { normal: [0, 1, 0], one: [0, 0, 1], other: [1, 0, 0] },
  { normal: [0, 0, 1], one: [1, 0, 0], other: [0, 1, 0] },
  { normal: [-1, 0, 0], one: [0, 0, 1], other: [0, 1, 0] },
  { normal: [0, -1, 0], one: [1, 0, 0], other: [0, 0, 1] },
  { normal: [0, 0, -1], one: [0, 1, 0], other: [1, 0, 0] },
] as const;

/** Positions, normals and indices of the cube, one after the other. */
function cubeBytes(): Uint8Array {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  SIDES.forEach(({ normal, one, other }, side) => {
    for (const [u, v] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      for (const axis of [0, 1, 2] as const) {
        positions.push(Math.max(0, normal[axis]) + u * one[axis] + v * other[axis]);
        normals.push(normal[axis]);
      }
    }
    indices.push(...[0, 1, 2, 0, 2, 3].map((corner) => side * 4 + corner));
  });
  const view = new DataView(new ArrayBuffer(2 * VECTORS + INDICES * 2));
  [...positions, ...normals].forEach((value, at) => view.setFloat32(at * 4, value, true));
  indices.forEach((value, at) => view.setUint16(2 * VECTORS + at * 2, value, true));
  return new Uint8Array(view.buffer);
}

const FLOAT = 5_126;
const UNSIGNED_SHORT = 5_123;
const ARRAY_BUFFER = 34_962;
const ELEMENT_ARRAY_BUFFER = 34_963;

function layoutOf(byteLength: number) {
  const vectors = { componentType: FLOAT, count: CORNERS, type: 'VEC3' };
  return {
    buffers: [{ byteLength }],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: VECTORS, target: ARRAY_BUFFER },
      { buffer: 0, byteOffset: VECTORS, byteLength: VECTORS, target: ARRAY_BUFFER },
      {
        buffer: 0,
        byteOffset: 2 * VECTORS,
        byteLength: INDICES * 2,
        target: ELEMENT_ARRAY_BUFFER,
      },
    ],
    accessors: [
      { bufferView: 0, ...vectors, min: [0, 0, 0], max: [1, 1, 1] },
      { bufferView: 1, ...vectors },
      { bufferView: 2, componentType: UNSIGNED_SHORT, count: INDICES, type: 'SCALAR' },
    ],
  };
}

const MAGIC = 0x46_54_6c_67;
const JSON_CHUNK = 0x4e_4f_53_4a;
const BINARY_CHUNK = 0x00_4e_49_42;
const SPACE = 0x20;

/** The binary container: a header of twelve bytes, then chunks of whole four bytes. */
function container(document: unknown, binary: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const json = strToU8(JSON.stringify(document));
  const padded = json.length + padding(json.length);
  const rest = binary === null ? 0 : 8 + binary.length + padding(binary.length);
  const bytes = new Uint8Array(12 + 8 + padded + rest);
  const view = new DataView(bytes.buffer);
  [MAGIC, 2, bytes.length, padded, JSON_CHUNK].forEach((value, at) =>
    view.setUint32(at * 4, value, true),
  );
  bytes.fill(SPACE, 20, 20 + padded);
  bytes.set(json, 20);
  if (binary !== null) {
    view.setUint32(20 + padded, rest - 8, true);
    view.setUint32(24 + padded, BINARY_CHUNK, true);
    bytes.set(binary, 28 + padded);
  }
  return bytes;
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
