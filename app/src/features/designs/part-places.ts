import type { CompiledKit } from '@muster/kit/compiled-shapes';
import { partName } from '@muster/kit/cut-list';
import { project } from '@muster/kit/draw-axonometric';
import type { Evaluation } from '@muster/kit/evaluate';
import { parentOf } from '@muster/kit/node-path';
import type { Part } from '@muster/kit/part';
import type { Point } from '@muster/kit/picture';
import { wordIn } from '@muster/kit/say';
import { fill } from '#ui/words/words.ts';
import { treeOf } from './node-names.ts';

/** A part with the name by which people tell it apart, such as `Shelf 1 of Bay 2`, and where its middle lies on the paper. */
export type PartPlace = { id: string; name: string; at: Point | null };

/** All parts of a piece, in the order in which they are made. */
export function partPlaces(
  compiled: CompiledKit,
  { parts, instances }: Pick<Evaluation, 'parts' | 'instances'>,
  { within, locale }: { within: string; locale: string },
): PartPlace[] {
  const items = new Map(treeOf(compiled, instances, locale).map((item) => [item.path, item]));
  const alike = Map.groupBy(parts, ({ node, rule }) => `${node} ${rule}`);
  return parts.map((part) => {
    const same = alike.get(`${part.node} ${part.rule}`) ?? [];
    const own = wordIn(partName(compiled, part), locale);
    const name = same.length > 1 ? `${own} ${same.indexOf(part) + 1}` : own;
    const places = placesAround(part.node).flatMap((path) => {
      const item = items.get(path);
      return item && item.count > 1 ? [item.name] : [];
    });
    return {
      id: part.id,
      name: places.reduce((inner, place) => fill(within, { part: inner, place }), name),
      at: middleOf(part),
    };
  });
}

/** The path of a node and of all that it stands in, the innermost first. */
function placesAround(path: string): string[] {
  const parent = parentOf(path);
  return parent === null ? [] : [path, ...placesAround(parent.node)];
}

/** Of its front. */
function middleOf({ box }: Part): Point | null {
  return box === null ? null : project(box.x + box.dx / 2, box.y, box.z + box.dz / 2);
}
