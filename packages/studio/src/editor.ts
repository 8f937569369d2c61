import type { DesignNode, DesignValue } from '@muster/kit/design';
import { applyUpdate, Doc, type Map as SharedMap, UndoManager } from 'yjs';
import { applyChange, type Change, type ChangeRefusal } from './change.ts';
import { designOf, ENTRIES, writeDesign } from './design-entries.ts';

/** Steps that can be undone; the oldest is forgotten when one more comes. */
const MOST_STEPS = 200;
/** Steps end where gestures end, never by the clock. */
const NEVER_MS = 1e12;

/** Where a change comes from: out of this window, which alone is undone here, or out of another. */
const HERE = 'here';
const ELSEWHERE = 'elsewhere';

export interface EditorOptions {
  /** Names this window among all that write into the same document: a whole number below 2^32 that nobody else has. */
  readonly writer?: number;
  /** Told what this window has changed, to be passed on. */
  readonly onUpdate?: (update: Uint8Array) => void;
}

/**
 * A design that is being worked on, without a screen, by one person or by several at once: each window has an editor, and
 * whatever one of them tells, the others take, in any order and any number of times; all come to the same design. Everybody
 * undoes what they did themselves. A gesture is named by whoever makes it; changes that follow each other under the same
 * name are undone together.
 */
export class Editor {
  private now: DesignNode;
  private readonly doc: Doc;
  private readonly entries: SharedMap<DesignValue>;
  private readonly history: UndoManager;
  private gesture: string | null = null;

  /** Begins with a design of one's own, or with a document that others work on as well: what its editors have told. */
  constructor(begin: DesignNode | Uint8Array, { writer = 1, onUpdate }: EditorOptions = {}) {
    this.doc = new Doc();
    this.doc.clientID = writer;
    this.entries = this.doc.getMap(ENTRIES);
    if (begin instanceof Uint8Array) applyUpdate(this.doc, begin, ELSEWHERE);
    else this.write(null, begin, ELSEWHERE);
    this.now = this.read();
    this.history = new UndoManager(this.entries, {
      trackedOrigins: new Set([HERE]),
      captureTimeout: NEVER_MS,
    });
    this.doc.on('update', (update, origin) => {
      if (origin !== ELSEWHERE) onUpdate?.(update);
    });
  }

  get root(): DesignNode {
    return this.now;
  }

  get canUndo(): boolean {
    return this.history.undoStack.length > 0;
  }

  get canRedo(): boolean {
    return this.history.redoStack.length > 0;
  }

  /** Applies a change; null when it was, else why not. */
  do(change: Change, gesture: string | null = null): ChangeRefusal | null {
    const changed = applyChange(this.now, change);
    if (changed.kind === 'refused') return changed.reason;
    if (gesture === null || gesture !== this.gesture) this.history.stopCapturing();
    this.gesture = gesture;
    this.write(this.now, changed.root, HERE);
    this.now = this.read();
    if (this.history.undoStack.length > MOST_STEPS) this.history.undoStack.shift();
    return null;
  }

  /** The gesture is over: what comes next is a step of its own, also under the same name. */
  endGesture(): void {
    this.gesture = null;
  }

  undo(): boolean {
    return this.step(() => this.history.undo());
  }

  redo(): boolean {
    return this.step(() => this.history.redo());
  }

  /** Takes in what another window has told. Throws for bytes that no editor has made. */
  take(update: Uint8Array): void {
    applyUpdate(this.doc, update, ELSEWHERE);
    this.now = this.read();
  }

  private step(move: () => unknown): boolean {
    this.endGesture();
    const moved = move() !== null;
    this.now = this.read();
    return moved;
  }

  private write(before: DesignNode | null, after: DesignNode, origin: string): void {
    this.doc.transact(() => writeDesign(this.entries, before, after), origin);
  }

  private read(): DesignNode {
    const root = designOf(this.entries.entries());
    if (root === null) throw new Error('A document that is worked on holds a design.');
    return root;
  }
}
