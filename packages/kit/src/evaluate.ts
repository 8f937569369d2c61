import { BoundPassed, type BoundName } from './bounds.ts';
import type { CompiledKit, CompiledShare } from './compiled-shapes.ts';
import type { Design } from './design.ts';
import { hashOf } from './hash.ts';
import type { Finding } from './finding.ts';
import { judge } from './findings.ts';
import { buildInstances, type Instance } from './instances.ts';
import { makeParts } from './make-parts.ts';
import type { Part } from './part.ts';
import { NamesOfParts } from './part.ts';
import { Scope, StepCounter, type Value } from './scope.ts';

/** What a design comes to. The same for the same kit and design, to the byte, wherever it is worked out. */
export interface Evaluation {
  readonly kind: 'evaluation';
  readonly parts: readonly Part[];
  /** By id, in the order of the kit; null where something that it needs is not known. */
  readonly takeoffs: Readonly<Record<string, number | null>>;
  readonly findings: readonly Finding[];
  /** What labour takes, in seconds, by the id of its cost line. */
  readonly labour: Readonly<Record<string, EachAndSetUp>>;
  /** What the design states as money, in minor units, by the id of its cost line. */
  readonly stated: Readonly<Record<string, EachAndSetUp>>;
  /** For the studio: what each instance's parameters came to. Not part of its hash. */
  readonly instances: readonly Instance[];
}

/** For each piece, and once for a batch; null where it is not known. */
export interface EachAndSetUp {
  readonly each: number | null;
  readonly setUp: number | null;
}

export interface NotEvaluated {
  readonly kind: 'refused';
  readonly reason: BoundName | 'other-kit';
  readonly path: string;
}

/**
 * Evaluates a design that `readDesign` accepted by a kit that `compileKit` accepted. It never throws: what is out of
 * place in the design becomes a finding, and the evaluation goes on with the nearest allowed value; what passes a
 * bound of `bounds.ts` is refused with its name.
 */
export function evaluate(
  compiled: CompiledKit,
  kitHash: string,
  design: Design,
): Evaluation | NotEvaluated {
  if (design.kit !== kitHash) return { kind: 'refused', reason: 'other-kit', path: 'kit' };
  try {
    return evaluateWithin(compiled, design);
  } catch (error) {
    if (error instanceof BoundPassed)
      return { kind: 'refused', reason: error.bound, path: error.path };
    throw error;
  }
}

function evaluateWithin(compiled: CompiledKit, design: Design): Evaluation {
  const steps = new StepCounter();
  const { instances, findings: misplaced } = buildInstances(compiled, design.root, steps);
  const parts = makeParts(compiled, instances);
  const [root] = instances;
  const whole = new Scope('root', steps, null, wholeNames(root));
  const names = new NamesOfParts();
  const members = parts.map((part) => whole.inner(names.of(part, part.node === root.path)));
  const slots = compiled.types.get(root.type)?.slots ?? [];
  for (const { slot } of slots) whole.setList(slot.id, () => root.scope.list(slot.id));
  whole.setList('parts', () => members);
  const takeoffs = Object.fromEntries(
    [...compiled.takeoffs].map(([id, { run }]) => [id, numberOrNull(run(whole))]),
  );
  const labour = sharesOf(compiled.labour, whole);
  const stated = sharesOf(compiled.stated, whole);
  const findings = [...misplaced, ...judge(compiled, instances, { parts, names })];
  return { kind: 'evaluation', parts, takeoffs, labour, stated, findings, instances };
}

/**
 * The proof of an evaluation: SHA-256, base64url, of the design and of all that came of it. It takes longer than the
 * evaluation itself, so it is worked out where a design is published or compared, and not for every frame.
 */
export function evaluationHash(design: Design, evaluation: Evaluation): string {
  const { parts, takeoffs, labour, stated, findings } = evaluation;
  return hashOf({ kit: design.kit, root: design.root, parts, takeoffs, labour, stated, findings });
}

function sharesOf(
  lines: ReadonlyMap<string, CompiledShare>,
  whole: Scope,
): Record<string, EachAndSetUp> {
  return Object.fromEntries(
    [...lines].map(([id, { each, setUp }]) => [
      id,
      { each: numberOrNull(each.run(whole)), setUp: numberOrNull(setUp.run(whole)) },
    ]),
  );
}

/** The root's parameters under `root.`, as every other instance sees them. */
function wholeNames(root: Instance): Map<string, Value> {
  return new Map([...root.parameters].map(([id, value]) => [`root.${id}`, value]));
}

function numberOrNull(value: Value): number | null {
  return typeof value === 'number' ? value : null;
}
