import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

const WRITTEN_BY_US =
  /^(app|packages|scripts|tools|\.ci)\/.*\.(ts|js|mjs|svelte|css|sql|html|sh)$|^\.ci\/run$/;
const TAG = /(?:\/\/|\/\*|^\s*\*|<!--|--|#)[^'"`]*\b(TODO|FIXME|XXX|HACK)\b(.*)/;
const SILENCED = /(?:\/\/|\/\*)\s*(@ts-(?:ignore|nocheck)|(?:eslint|oxlint)-disable(?!-))/;

/** Two tags in comments: NOTE, and TODO with the number of an issue. The compiler is not silenced. */
export function checkNotes(tree: Tree): Finding[] {
  return [...tree.texts]
    .filter(([path]) => WRITTEN_BY_US.test(path))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index) => {
        const found = adviceFor(line);
        return found === undefined ? [] : [{ path, line: index + 1, ...found }];
      }),
    );
}

function adviceFor(line: string): { rule: string; advice: string } | undefined {
  const silenced = SILENCED.exec(line);
  if (silenced) return { rule: 'no-silencing', advice: `put right what ${silenced[1]} hides` };
  const [, tag, rest = ''] = TAG.exec(line) ?? [];
  if (tag === undefined || (tag === 'TODO' && /^\s*\(?#\d+/.test(rest))) return undefined;
  return tag === 'TODO'
    ? { rule: 'todo', advice: 'give it the number of its issue, as in TODO #12' }
    : { rule: 'todo', advice: `${tag} is not a tag of ours; write NOTE, or TODO with an issue` };
}
