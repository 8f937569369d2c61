import type { DesignNode } from '@muster/kit/design';
import { evaluate } from '@muster/kit/evaluate';
import { mergeDesigns, type Side } from '@muster/kit/merge';
import { nodeAt } from '@muster/kit/node-path';
import { applyChange, type Change } from '@muster/studio/change';
import { fieldsOf } from '@muster/studio/fields';
import { z } from 'zod';
import { changeOf, type Gesture, newNodeId } from '../gestures.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { readRoot } from '../read-root.ts';
import { fieldName, readTyped, typedValue } from '../shown-fields.ts';
import { MOST_DESIGN_LETTERS } from './judge-design.ts';
import { sealDesign } from './seal-design.ts';

const path = z.string().max(500);
const name = z.string().max(40);
const gesture: z.ZodType<Gesture> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), node: path, slot: name, type: name }),
  z.object({ kind: z.enum(['remove', 'copy', 'earlier', 'later']), node: path }),
  z.object({ kind: z.literal('swap'), node: path, type: name }),
  z.object({
    kind: z.literal('fix'),
    set: z
      .array(
        z.object({
          node: path,
          parameter: name,
          value: z.union([z.number(), z.boolean(), z.string().max(200)]),
        }),
      )
      .max(20),
  }),
]);

/** A design that came with a form, when it reads and can be evaluated; else undefined. */
export function readPostedRoot(kit: KitInUse, text: unknown): DesignNode | undefined {
  return typeof text === 'string' && text.length <= MOST_DESIGN_LETTERS
    ? readRoot(kit, text)
    : undefined;
}

/**
 * What the form of the studio comes to without script: what was typed into its fields, then the button that was pressed.
 * A change that cannot be made leaves the design as it was.
 */
export function workOut(
  kit: KitInUse,
  root: DesignNode,
  data: FormData,
): { root: DesignNode; selected: string } {
  const pressed = gesture.safeParse(parseJson(String(data.get('_gesture') ?? 'null')));
  const typed = withTyped(kit, root, data);
  const change = pressed.success ? changeOf(kit.kit, typed, pressed.data, newNodeId) : null;
  const selected = String(data.get('_select') ?? data.get('_selected') ?? 'root');
  return { root: change === null ? typed : changed(typed, change), selected };
}

/** The fields whose text is another one than the page had shown. */
function withTyped(kit: KitInUse, root: DesignNode, data: FormData): DesignNode {
  const evaluated = evaluate(kit.compiled, kit.hash, { kit: kit.hash, root });
  if (evaluated.kind === 'refused') return root;
  let now = root;
  for (const shown of data.getAll('_shown')) {
    const instance = evaluated.instances.find((each) => each.path === shown);
    const node = typeof shown === 'string' ? nodeAt(root, shown) : null;
    if (!instance || !node) continue;
    for (const field of fieldsOf(kit.compiled, instance, node).flatMap(({ fields }) => fields)) {
      const posted = data.get(fieldName(instance.path, field.parameter.id));
      const text = typeof posted === 'string' ? posted : 'false';
      if (posted === null && field.parameter.kind !== 'flag') continue;
      if (text === typedValue(field, field.value)) continue;
      const value = readTyped(field, text);
      if (value === null) continue;
      const set = { node: instance.path, parameter: field.parameter.id, value };
      now = changed(now, { kind: 'set', ...set });
    }
  }
  return now;
}

function changed(root: DesignNode, change: Change): DesignNode {
  const result = applyChange(root, change);
  return result.kind === 'changed' ? result.root : root;
}

/**
 * The choices that were made where two versions had changed the same: those that the form asks for, or, under `_chosen:`, those
 * that it was made with.
 */
export function readChoices(data: FormData, prefix = '_choose:'): Map<string, Side> {
  return new Map(
    [...data].flatMap(([field, value]): [string, Side][] =>
      field.startsWith(prefix) && (value === 'ours' || value === 'theirs')
        ? [[field.slice(prefix.length), value]]
        : [],
    ),
  );
}

/**
 * What was edited since two versions were brought together, kept when somebody chooses otherwise: all of it, but for the
 * places of those choices.
 */
export function withEdits(designs: {
  before: DesignNode;
  edited: DesignNode;
  chosen: DesignNode;
}): DesignNode {
  const two = { ours: designs.edited, theirs: designs.chosen };
  const { conflicts } = mergeDesigns(designs.before, two);
  const all = new Map(conflicts.map((conflict): [string, Side] => [conflict.path, 'theirs']));
  return mergeDesigns(designs.before, two, all).root;
}

/** The design that the form of the studio holds; on a bench it is no part of a draft, and has the name of such. */
export function postedDesign(data: FormData): unknown {
  return data.get('design') ?? data.get('_design');
}

/** What the commands take of the form; the proof is of this evaluation where the page had no script to make one. */
export function readPublication(kit: KitInUse, data: FormData) {
  const given = data.get('_proof');
  const sealed = sealDesign(kit, parseJson(String(postedDesign(data) ?? 'null')));
  const proof = typeof given === 'string' && given !== '' ? given : sealed.proof;
  return {
    ...sealed,
    kit: data.get('_kit') ?? kit.hash,
    proof,
    title: data.get('title'),
    reason: data.get('reason') ?? '',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
