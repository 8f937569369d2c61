import { starters } from '@muster/furniture/starters';
import type { DesignNode } from '@muster/kit/design';
import { mergeDesigns } from '@muster/kit/merge';
import { applyChange } from '@muster/studio/change';
import {
  builtInKits,
  publishDesign,
  publishVersion,
  sealDesign,
} from '#features/designs/server/designs.ts';
import { writeComment } from '#features/threads/server/threads.ts';
import type { PersonActor } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import type { Services } from '#server/services.ts';
import { demoDesigns, type DemoDesign } from './demo-designs.ts';
import type { DemoPerson } from './demo-story.ts';

type Stage = {
  space: string;
  /** The same services so many days ago. */
  at(daysAgo: number): Services;
  actor(person: DemoPerson): PersonActor;
  run<Input, Subject, Value>(
    services: Services,
    actor: PersonActor,
    command: Command<Input, Subject, Value>,
    input: unknown,
  ): Promise<Value>;
};

/** A design that the demo has published: what came of it, and where it stands. */
type Known = { root: DesignNode; design: string; number: number; base: DesignNode | null };

const HOURS_A_DAY = 24;

/** Publishes the designs of the demo in the order of their days, through the real commands. Answers how many there are. */
export async function playDesigns(stage: Stage): Promise<number> {
  const known = new Map<string, Known>();
  const inOrder = demoDesigns.toSorted((one, other) => other.daysAgo - one.daysAgo);
  for (const design of inOrder) {
    const parents =
      'designs' in design.from ? design.from.designs.map((key) => must(known, key)) : [];
    const root = drawn(design, parents);
    known.set(design.key, await publish(stage, design, { root, parents }));
  }
  return known.size;
}

async function publish(
  stage: Stage,
  design: DemoDesign,
  { root, parents }: { root: DesignNode; parents: readonly Known[] },
): Promise<Known> {
  const { title, reason } = design;
  const services = stage.at(design.daysAgo);
  const actor = stage.actor(design.by);
  const named = parents.map(({ design: of, number }) => ({ design: of, number }));
  const sealed = { space: stage.space, ...sealDesign(builtInKits()[0], root), title, reason };
  const [first, second] = named;
  const { address, number } =
    design.continues && first
      ? await stage.run(services, actor, publishVersion, {
          ...sealed,
          design: first.design,
          after: first.number,
          merged: second ?? null,
        })
      : await stage.run(services, actor, publishDesign, { ...sealed, parents: named });
  const thread = await threadOf(services, address);
  for (const { by, hoursLater, body } of design.talk) {
    const then = stage.at(design.daysAgo - hoursLater / HOURS_A_DAY);
    await stage.run(then, stage.actor(by), writeComment, { space: stage.space, thread, body });
  }
  return { root, design: address, number, base: parents[0]?.root ?? null };
}

/** What the design begins with, then its changes; two parents are brought together as the studio would. */
function drawn({ key, from, changes }: DemoDesign, parents: readonly Known[]): DesignNode {
  const [first, second] = parents;
  const begun =
    'starter' in from ? starters.find(({ id }) => id === from.starter)?.root : first?.root;
  if (!begun) throw new Error(`The demo has nothing that ${key} is from.`);
  const base = first?.base ?? begun;
  const root = second ? mergeDesigns(base, { ours: begun, theirs: second.root }).root : begun;
  const changed = applyChange(root, { kind: 'all', changes });
  if (changed.kind === 'refused') throw new Error(`${key}: ${changed.reason}`);
  return changed.root;
}

function must(known: ReadonlyMap<string, Known>, key: string): Known {
  const found = known.get(key);
  if (!found) throw new Error(`The demo has no design ${key} yet.`);
  return found;
}

async function threadOf(services: Services, design: string): Promise<string> {
  const { id } = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('threads')
      .innerJoin('designs', 'designs.id', 'threads.subjectId')
      .select('threads.id')
      .where('designs.address', '=', design)
      .executeTakeFirstOrThrow(),
  );
  return id;
}
