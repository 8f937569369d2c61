import { gather, noEvidence, positionFrom, type OpinionSpace } from './opinion-space.ts';
import { factorise, inverseOfFactored } from '../symmetric.ts';
import type { Votes } from './votes.ts';

/** Groups as clouds in the space: centers (one array of `dims` a group), the spread about them along each direction, and their shares. */
export interface GroupClouds {
  readonly centers: readonly Float64Array[];
  readonly within: Float64Array;
  readonly share: Float64Array;
}

export interface Placement {
  /** The first two coordinates of everyone, by rows. */
  readonly positions: Float64Array;
  readonly groupOf: Int32Array;
  /** How sure the own group is: its chance, on average over the resampled centers. */
  readonly confidence: Float64Array;
}

/**
 * Places everyone: where they stand, and the group under which their votes are most likely, positions within a group being spread
 * normally about its center. `resampled` holds the centers that resamples found (null where a group was lost). One pass over the votes.
 */
export function placePeople(
  votes: Votes,
  space: OpinionSpace,
  clouds: GroupClouds,
  resampled: readonly (readonly (Float64Array | null)[])[],
): Placement {
  const people = votes.participants.length;
  const placement: Placement = {
    positions: new Float64Array(people * 2),
    groupOf: new Int32Array(people),
    confidence: new Float64Array(people),
  };
  const evidence = noEvidence(space.dims);
  const chances = new Float64Array(clouds.centers.length);
  for (let person = 0; person < people; person++) {
    gather(votes, space, person, evidence);
    const { position } = positionFrom(evidence, space);
    placement.positions[person * 2] = position[0];
    placement.positions[person * 2 + 1] = position[1] ?? 0;
    const form = formOf(evidence.information, evidence.pull, clouds.within);
    chancesOf(form, clouds.centers, clouds.share, chances);
    const own = chances.indexOf(Math.max(...chances));
    placement.groupOf[person] = own;
    let sum = chances[own];
    for (const centers of resampled) sum += chancesOf(form, centers, clouds.share, chances)[own];
    placement.confidence[person] = sum / (1 + resampled.length);
  }
  return placement;
}

/** The logarithm of the likelihood of a center c is linear . c + c' square c / 2, but for a constant. */
interface Form {
  readonly linear: Float64Array;
  readonly square: Float64Array;
}

function formOf(information: Float64Array, pull: Float64Array, within: Float64Array): Form {
  const dims = within.length;
  const precision = information.slice();
  for (let i = 0; i < dims; i++) precision[i * dims + i] += 1 / within[i];
  const factor = factorise(precision, dims);
  const linear = new Float64Array(dims);
  const square = new Float64Array(dims * dims);
  if (factor.kind === 'not-definite') return { linear, square };
  const inverse = inverseOfFactored(factor);
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < dims; j++) {
      linear[i] += (inverse[i * dims + j] * pull[j]) / within[i];
      square[i * dims + j] = inverse[i * dims + j] / (within[i] * within[j]);
    }
    square[i * dims + i] -= 1 / within[i];
  }
  return { linear, square };
}

/** The chances of the groups, given the form; written into `into`. Loops in place: this runs once a person and resample. */
function chancesOf(
  { linear, square }: Form,
  centers: readonly (Float64Array | null)[],
  share: Float64Array,
  into: Float64Array,
): Float64Array {
  const dims = linear.length;
  let most = -Infinity;
  for (let group = 0; group < centers.length; group++) {
    const center = centers[group];
    into[group] = center === null ? -Infinity : Math.log(share[group]);
    if (center === null) continue;
    for (let i = 0; i < dims; i++) {
      let bent = linear[i];
      for (let j = 0; j < dims; j++) bent += 0.5 * square[i * dims + j] * center[j];
      into[group] += bent * center[i];
    }
    if (into[group] > most) most = into[group];
  }
  let total = 0;
  for (let group = 0; group < into.length; group++) {
    into[group] = Math.exp(into[group] - most);
    total += into[group];
  }
  for (let group = 0; group < into.length; group++) into[group] /= total;
  return into;
}
