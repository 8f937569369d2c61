/** Where the viewer stands: angles in radians around the piece and above it, and how many times its size away. */
export type Orbit = { around: number; above: number; away: number };

/** The house view of the drawings: a little from the right and from above. */
export const HOUSE_VIEW: Orbit = { around: 0.49, above: 0.35, away: 1 };

const LOWEST = -0.2;
const HIGHEST = 1.5;
const NEAREST = 0.35;
const FARTHEST = 3;
const STEP = Math.PI / 24;
const NEARER = 0.88;

/** The viewer after a turn of the wrist, within the bounds: never under the floor nor over the head. */
export function turned(orbit: Orbit, by: Partial<Orbit>): Orbit {
  return {
    around: orbit.around + (by.around ?? 0),
    above: Math.min(HIGHEST, Math.max(LOWEST, orbit.above + (by.above ?? 0))),
    away: Math.min(FARTHEST, Math.max(NEAREST, orbit.away * (by.away ?? 1))),
  };
}

/** What a key does: arrows turn, plus and minus come nearer and go away, Home is the house view. Null for any other. */
export function afterKey(orbit: Orbit, key: string): Orbit | null {
  switch (key) {
    case 'ArrowLeft':
      return turned(orbit, { around: -STEP });
    case 'ArrowRight':
      return turned(orbit, { around: STEP });
    case 'ArrowUp':
      return turned(orbit, { above: STEP });
    case 'ArrowDown':
      return turned(orbit, { above: -STEP });
    case '+':
    case '=':
      return turned(orbit, { away: NEARER });
    case '-':
      return turned(orbit, { away: 1 / NEARER });
    case 'Home':
      return HOUSE_VIEW;
    default:
      return null;
  }
}

/** Between two places of the viewer; `share` from 0 to 1, slowing down towards the end. */
export function between(from: Orbit, to: Orbit, share: number): Orbit {
  const eased = 1 - (1 - share) ** 3;
  const mix = (one: number, other: number) => one + (other - one) * eased;
  return {
    around: mix(from.around, to.around),
    above: mix(from.above, to.above),
    away: mix(from.away, to.away),
  };
}
