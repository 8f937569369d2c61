import type { DesignNode } from '@muster/kit/design';
import { applyChange, type Change, type ChangeRefusal } from './change.ts';

/** Steps that can be undone; the oldest is forgotten when one more comes. */
const MOST_STEPS = 200;

interface Step {
  /** What belongs to one gesture is one step: all that a handle does between being taken and let go. */
  readonly gesture: string | null;
  readonly inverse: Change;
}

/**
 * A design that is being worked on, with its history, without a screen. A gesture is named by whoever makes it; changes
 * that follow each other under the same name are undone together.
 */
export class Editor {
  private now: DesignNode;
  private readonly past: Step[] = [];
  private readonly undone: Step[] = [];
  private closed = true;

  constructor(root: DesignNode) {
    this.now = root;
  }

  get root(): DesignNode {
    return this.now;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Applies a change; null when it was, else why not. */
  do(change: Change, gesture: string | null = null): ChangeRefusal | null {
    const changed = applyChange(this.now, change);
    if (changed.kind === 'refused') return changed.reason;
    this.now = changed.root;
    this.undone.length = 0;
    this.remember({ gesture, inverse: changed.inverse });
    return null;
  }

  /** The gesture is over: what comes next is a step of its own, also under the same name. */
  endGesture(): void {
    this.closed = true;
  }

  undo(): boolean {
    return this.step(this.past, this.undone);
  }

  redo(): boolean {
    return this.step(this.undone, this.past);
  }

  private remember({ gesture, inverse }: Step): void {
    const last = this.past.at(-1);
    const joins = !this.closed && gesture !== null && last?.gesture === gesture;
    if (joins) {
      this.past[this.past.length - 1] = { gesture, inverse: joined(inverse, last.inverse) };
      return;
    }
    this.closed = false;
    this.past.push({ gesture, inverse });
    if (this.past.length > MOST_STEPS) this.past.shift();
  }

  private step(from: Step[], to: Step[]): boolean {
    const step = from.pop();
    if (step === undefined) return false;
    const changed = applyChange(this.now, step.inverse);
    if (changed.kind === 'refused')
      throw new Error(`A step that was made can be undone: ${changed.reason}`);
    this.now = changed.root;
    this.closed = true;
    to.push({ gesture: step.gesture, inverse: changed.inverse });
    return true;
  }
}

/** Undoes the later one, then the earlier; of a value set again and again the first value is enough. */
function joined(later: Change, earlier: Change): Change {
  if (later.kind === 'set' && earlier.kind === 'set') {
    if (later.node === earlier.node && later.parameter === earlier.parameter) return earlier;
  }
  const before = earlier.kind === 'all' ? earlier.changes : [earlier];
  return { kind: 'all', changes: [later, ...before] };
}
