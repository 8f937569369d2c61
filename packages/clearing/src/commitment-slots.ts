import { ANY_DAY, type CommitmentColumns } from './commitment-columns.ts';
import type { Commitment } from './instance-shape.ts';
import { acceptedPrice } from './money.ts';

const MIN_SLOTS = 1_024;

interface Slot {
  at: number;
}

/**
 * Commitments of a live book as columns in seq order. They arrive in that order, so a new one is
 * appended; one that leaves becomes an empty slot (max 0, which no allocation gives anything), and
 * empty slots are squeezed out once they are the half.
 */
export class CommitmentSlots {
  /** The highest seq seen, also when its commitment has left. */
  lastSeq = -1;
  private readonly slotOf = new Map<string, Slot>();
  /** An event looks its commitment up several times; the last found is kept. */
  private foundId = '';
  private found: Slot | undefined;
  private ids: string[] = [];
  private owners: Slot[] = [];
  private seqs = new Float64Array(MIN_SLOTS);
  private limits = new Int32Array(MIN_SLOTS);
  private minimums = new Int32Array(MIN_SLOTS);
  private maximums = new Int32Array(MIN_SLOTS);
  private taxesBps = new Int32Array(MIN_SLOTS);
  private latestDays = new Int32Array(MIN_SLOTS);
  private accepted = new Int32Array(MIN_SLOTS);
  private used = 0;
  private withMinimum = 0;

  get count(): number {
    return this.slotOf.size;
  }

  /** True when every min is one: then a rationed quantity is always handed out whole. */
  get isFine(): boolean {
    return this.withMinimum === 0;
  }

  find(id: string): Commitment | null {
    const slot = this.slotFor(id);
    return slot === undefined ? null : this.commitmentAt(slot.at);
  }

  append(commitment: Commitment): void {
    if (this.used === this.seqs.length) this.makeRoom();
    const at = this.used++;
    this.ids[at] = commitment.id;
    this.seqs[at] = commitment.seq;
    this.lastSeq = commitment.seq;
    this.limits[at] = commitment.limit;
    this.minimums[at] = commitment.min;
    this.maximums[at] = commitment.max;
    this.taxesBps[at] = commitment.taxBps;
    this.latestDays[at] = commitment.latestDay ?? ANY_DAY;
    this.accepted[at] = acceptedPrice(commitment.limit, commitment.taxBps);
    if (commitment.min > 1) this.withMinimum++;
    const slot = this.slotFor(commitment.id) ?? { at };
    if (slot.at === at) this.slotOf.set(commitment.id, slot);
    slot.at = at;
    this.owners[at] = slot;
    this.foundId = '';
  }

  lowerMaximum(id: string, maximum: number): void {
    const slot = this.slotFor(id);
    if (slot !== undefined) this.maximums[slot.at] = maximum;
  }

  remove(id: string): void {
    this.empty(id);
    this.slotOf.delete(id);
    this.foundId = '';
  }

  /** Takes the old place away and appends the new one, with one look-up less than doing both. */
  replace(commitment: Commitment): void {
    this.empty(commitment.id);
    this.append(commitment);
  }

  *commitments(): Generator<Commitment> {
    for (const { at } of this.slotOf.values()) yield this.commitmentAt(at);
  }

  columns(): CommitmentColumns {
    const { limits, minimums, maximums, taxesBps, latestDays, accepted, used } = this;
    return { count: used, limits, minimums, maximums, taxesBps, latestDays, accepted };
  }

  private slotFor(id: string): Slot | undefined {
    if (id === this.foundId) return this.found;
    this.foundId = id;
    this.found = this.slotOf.get(id);
    return this.found;
  }

  private empty(id: string): void {
    const slot = this.slotFor(id);
    if (slot === undefined) return;
    const { at } = slot;
    if (this.minimums[at] > 1) this.withMinimum--;
    this.maximums[at] = 0;
    this.minimums[at] = 1;
  }

  private commitmentAt(at: number): Commitment {
    const day = this.latestDays[at];
    return {
      id: this.ids[at],
      seq: this.seqs[at],
      min: this.minimums[at],
      max: this.maximums[at],
      limit: this.limits[at],
      taxBps: this.taxesBps[at],
      latestDay: day === ANY_DAY ? null : day,
      variant: 0,
    };
  }

  private makeRoom(): void {
    // A standing commitment has a max of at least one, an empty slot none.
    const kept: number[] = [];
    for (let at = 0; at < this.used; at++) if (this.maximums[at] > 0) kept.push(at);
    const isHalfEmpty = kept.length * 2 <= this.used;
    const size = isHalfEmpty ? this.seqs.length : this.seqs.length * 2;
    const moved = <Column extends Int32Array | Float64Array>(from: Column, to: Column): Column => {
      kept.forEach((slot, at) => {
        to[at] = from[slot];
      });
      return to;
    };
    this.ids = kept.map((slot) => this.ids[slot]);
    this.seqs = moved(this.seqs, new Float64Array(size));
    this.limits = moved(this.limits, new Int32Array(size));
    this.minimums = moved(this.minimums, new Int32Array(size));
    this.maximums = moved(this.maximums, new Int32Array(size));
    this.taxesBps = moved(this.taxesBps, new Int32Array(size));
    this.latestDays = moved(this.latestDays, new Int32Array(size));
    this.accepted = moved(this.accepted, new Int32Array(size));
    this.owners = kept.map((slot) => this.owners[slot]);
    this.owners.forEach((owner, at) => {
      owner.at = at;
    });
    this.used = kept.length;
  }
}
