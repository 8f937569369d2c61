import type { CompiledKit } from '@muster/kit/compiled-shapes';
import type { Instance } from '@muster/kit/instances';
import { wordIn } from '@muster/kit/say';

/** An instance as the tree of parts shows it. */
export type TreeItem = {
  path: string;
  type: string;
  /** `Bay 2` where there are several. */
  name: string;
  level: number;
  /** Its place among the others of its slot, and how many they are. */
  index: number;
  count: number;
};

/** All instances of a design in the order of the tree, with names to tell them apart. */
export function treeOf(
  { types }: CompiledKit,
  instances: readonly Instance[],
  locale: string,
): TreeItem[] {
  return instances.map((instance) => {
    const siblings = instances.filter(({ parent, path }) => {
      return parent === instance.parent && slotOf(path) === slotOf(instance.path);
    });
    const index = siblings.indexOf(instance);
    const type = types.get(instance.type)?.type;
    const title = type?.title && instance.parameters.get(type.title);
    const name = wordIn(type?.name ?? { en: instance.type }, locale);
    const level = instance.path.split('[').length - 1;
    return {
      path: instance.path,
      type: instance.type,
      level,
      index,
      count: siblings.length,
      name: title ? String(title) : siblings.length > 1 ? `${name} ${index + 1}` : name,
    };
  });
}

function slotOf(path: string): string {
  return path.slice(0, path.lastIndexOf('['));
}
