import type { DesignNode } from '@muster/kit/design';
import { designFrame, drawDesign } from '@muster/kit/draw-design';
import type { Frame } from '@muster/kit/picture';
import { evaluate, evaluationHash, type Evaluation } from '@muster/kit/evaluate';
import { nodeAt, parentOf } from '@muster/kit/node-path';
import type { Change } from '@muster/studio/change';
import { Editor, type EditorOptions } from '@muster/studio/editor';
import { fieldsOf, type FieldGroup } from '@muster/studio/fields';
import { handlesOf } from '@muster/studio/handles';
import { priceOf } from './batches.ts';
import { changeOf, type Gesture, newNodeId } from './gestures.ts';
import type { PriceList } from '@muster/kit/kit';
import type { KitInUse } from './kit-in-use.ts';
import type { Other } from './outlines.ts';

/** What the studio shows: the body of a new piece, or the piece itself where it has none. */
export function firstSelected(root: DesignNode): string {
  const [slot, list] = Object.entries(root.slots)[0] ?? [];
  const [child] = list ?? [];
  return slot && child ? `root.${slot}[${child.id}]` : 'root';
}

/** A design on the bench: what is done to it, and what it comes to in the same moment. */
export class Studio {
  root = $state.raw<DesignNode>({ id: 'root', type: '', set: {}, slots: {} });
  selected = $state('root');
  batch = $state(1);
  /** Whether the sheets of the batch are laid out: when the hand rests, not while it moves. */
  planned = $state(true);
  pointed = $state.raw<readonly string[]>([]);
  canUndo = $state(false);
  canRedo = $state(false);
  /** The paper stays where it is while a handle is being dragged. */
  held = $state.raw<Frame>();
  others = $state.raw<readonly Other[]>([]);
  readonly kit: KitInUse;
  readonly prices: PriceList;
  readonly evaluation: Evaluation = $derived.by(() => this.#evaluate());
  readonly cost = $derived.by(() => {
    const nesting = this.planned ? 'plan' : 'estimate';
    return priceOf(this.kit, this.evaluation, this.prices, { batch: this.batch, nesting });
  });
  readonly frame = $derived(this.held ?? designFrame(this.evaluation, true));
  readonly handles = $derived.by(() =>
    handlesOf(this.kit.compiled, this.evaluation, this.#handled()),
  );
  readonly blocking = $derived(
    this.evaluation.findings.filter(({ severity }) => severity === 'block'),
  );
  #editor: Editor;
  #sound: Evaluation | undefined;

  constructor(
    { kit, prices }: { kit: KitInUse; prices: PriceList },
    root: DesignNode,
    selected?: string,
  ) {
    this.kit = kit;
    this.prices = prices;
    this.#editor = new Editor(root);
    this.#show();
    this.selected = selected ?? firstSelected(root);
  }

  /** Another design comes onto the bench: a draft that was kept, or what the server made of the form. */
  load(root: DesignNode): void {
    this.#editor = new Editor(root);
    this.#show();
  }

  /** Onto a bench where others work too: its document takes the place of what was here. */
  join(document: Uint8Array, options: EditorOptions): void {
    this.#editor = new Editor(document, options);
    this.#show();
  }

  /** What others did. */
  take(updates: readonly Uint8Array[]): void {
    for (const update of updates) this.#editor.take(update);
    if (updates.length > 0) this.#show();
  }

  do(change: Change, gesture: string | null = null): boolean {
    const refused = this.#editor.do(change, gesture);
    this.#show();
    return refused === null;
  }

  /** A button was pressed; what comes new is chosen. */
  make(gesture: Gesture): boolean {
    const change = changeOf(this.kit.kit, this.root, gesture, newNodeId);
    if (change === null || !this.do(change)) return false;
    if (change.kind === 'insert')
      this.selected = `${change.node}.${change.slot}[${change.child.id}]`;
    return true;
  }

  endGesture(): void {
    this.#editor.endGesture();
    this.held = undefined;
  }

  holdPaper(): void {
    this.held = this.frame;
  }

  undo(): boolean {
    return this.#step(this.#editor.undo());
  }

  redo(): boolean {
    return this.#step(this.#editor.redo());
  }

  draw(title: string): string {
    const chosen = this.selected.split('[').length > 2 ? this.#partsOf(this.selected) : [];
    const marked = new Set(this.pointed.length > 0 ? this.pointed : chosen);
    return drawDesign(this.kit.compiled, this.evaluation, {
      title,
      marked,
      frame: this.frame,
      dimensions: true,
    });
  }

  fields(path: string): FieldGroup[] {
    const instance = this.evaluation.instances.find((each) => each.path === path);
    const node = nodeAt(this.root, path);
    return instance && node ? fieldsOf(this.kit.compiled, instance, node) : [];
  }

  /** The proof that the server asks for: what the evaluation came to over here. */
  proof(): string {
    return evaluationHash({ kit: this.kit.hash, root: this.root }, this.evaluation);
  }

  #step(moved: boolean): boolean {
    this.#show();
    return moved;
  }

  /** What was chosen may be gone: then what it stood in is. */
  #show(): void {
    this.root = this.#editor.root;
    this.canUndo = this.#editor.canUndo;
    this.canRedo = this.#editor.canRedo;
    while (nodeAt(this.root, this.selected) === null)
      this.selected = parentOf(this.selected)?.node ?? 'root';
  }

  /** A design that passes a bound is not shown: the last sound one stays. */
  #evaluate(): Evaluation {
    const { hash, compiled } = this.kit;
    const evaluated = evaluate(compiled, hash, { kit: hash, root: this.root });
    if (evaluated.kind === 'evaluation') this.#sound = evaluated;
    if (!this.#sound) throw new Error('The studio opens with a design that can be evaluated.');
    return this.#sound;
  }

  /** Of what was chosen, and of the body as a whole. */
  #handled(): string[] {
    return [...new Set([firstSelected(this.root), this.selected])];
  }

  #partsOf(path: string): string[] {
    return this.evaluation.parts
      .filter(({ node }) => node === path || node.startsWith(`${path}.`))
      .map(({ id }) => id);
  }
}
