import { type ReadDesign, readDesign } from './design.ts';

/** What a version says beside its design (`version.ts`). */
const BESIDE: ReadonlySet<string> = new Set(['format', 'parents', 'title', 'reason']);

/**
 * Reads what a design leaves in as JSON: the design alone, or the document of a published version, whose design it gives.
 * A kit may be named by its id instead of its hash. What is refused says its path, as `readDesign` does.
 */
export function readDocument(value: unknown, kits: ReadonlyMap<string, string>): ReadDesign {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return readDesign(value);
  const isVersion = 'format' in value && value.format === 1;
  const own = Object.entries(value).filter(([name]) => !isVersion || !BESIDE.has(name));
  const named = own.map(([name, each]): [string, unknown] =>
    name === 'kit' && typeof each === 'string' ? [name, kits.get(each) ?? each] : [name, each],
  );
  return readDesign(Object.fromEntries(named));
}
