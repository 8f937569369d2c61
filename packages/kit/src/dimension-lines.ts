import { type Ink, type Point, type Shape, line } from './picture.ts';

/** How sizes are written: the size of their letters on the paper, and the language of their decimals. */
export interface Lettering {
  readonly text: number;
  readonly language: string;
}

export interface Chain {
  /** Where the ticks stand, in micrometres along the line, in any order; what lies closer than a tenth of a millimetre is one. */
  readonly stops: readonly number[];
  /** Where a stop lies on the paper. */
  readonly at: (stop: number) => Point;
  /** From the piece to the line: how far it stands off, and which way. */
  readonly off: Point;
  /** Whether a thin line leads from the piece to each tick. */
  readonly witness: boolean;
  /** Of what is written on the piece itself. */
  readonly ink?: Ink;
}

const INK: Ink = 'ink-soft';
/** How wide a digit is, as a share of its height. */
const DIGIT = 0.54;

/**
 * A chain of dimensions: a line with a tick at each stop and, between them, the length in millimetres, to a tenth. A length that has
 * no room for its number is drawn and not written.
 */
export function dimensionChain(
  { stops, at, off, witness, ink = INK }: Chain,
  lettering: Lettering,
): Shape[] {
  const { text } = lettering;
  const places = distinct(stops);
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const on = (stop: number) => moved(at(stop), off, 1);
  const [from, to] = [on(first), on(last)];
  const upright = Math.abs(to.x - from.x) < Math.abs(to.y - from.y);
  const tick = text * 0.28;
  const ticks = places.map((stop) => {
    const { x, y } = on(stop);
    return line({ x: x - tick, y: y + tick }, { x: x + tick, y: y - tick });
  });
  const witnesses = witness
    ? places.map((stop) => line(moved(at(stop), off, 0.18), moved(at(stop), off, 1)))
    : [];
  const side = upright ? { x: -text * 0.62, y: 0 } : { x: 0, y: -text * 0.62 };
  const numbers = places.slice(1).flatMap((stop, index): Shape[] => {
    const before = places[index] ?? stop;
    const label = sayMillimetres(stop - before, lettering.language);
    if ((stop - before) / 1_000 < label.length * DIGIT * text + text * 0.2) return [];
    const middle = moved(on((stop + before) / 2), side, 1);
    return [
      {
        kind: 'text',
        at: middle,
        text: label,
        size: text,
        ink,
        ...(upright ? { turn: -90 } : {}),
      },
    ];
  });
  return [
    { kind: 'path', d: [...witnesses, line(from, to)].join(''), stroke: ink },
    { kind: 'path', d: ticks.join(''), width: text / 11, stroke: ink },
    ...numbers,
  ];
}

/** Micrometres in millimetres with a decimal where it has one. */
export function sayMillimetres(micrometres: number, language: string): string {
  const text = String(Math.round(micrometres / 100) / 10);
  return language === 'de' ? text.replace('.', ',') : text;
}

const TENTH = 100;

function distinct(stops: readonly number[]): number[] {
  return stops
    .toSorted((one, other) => one - other)
    .filter((stop, at, all) => at === 0 || stop - (all[at - 1] ?? stop) > TENTH);
}

function moved(point: Point, by: Point, times: number): Point {
  return { x: point.x + by.x * times, y: point.y + by.y * times };
}
