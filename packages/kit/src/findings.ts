import type { CompiledFix, CompiledKit, CompiledRule } from './compiled-shapes.ts';
import type { Finding, FoundFix } from './finding.ts';
import type { Instance } from './instances.ts';
import type { NamesOfParts, Part } from './part.ts';
import type { Scope, Value } from './scope.ts';

/** Looking at the name of a part takes a sixteenth of the time of a step. */
const QUICK = 4;

/** Every rule of every instance, in order. */
export function judge(
  compiled: CompiledKit,
  instances: readonly Instance[],
  { parts, names }: { readonly parts: readonly Part[]; readonly names: NamesOfParts },
): Finding[] {
  return instances.flatMap((instance) => {
    const rules = compiled.types.get(instance.type)?.rules ?? [];
    if (rules.length === 0) return [];
    instance.scope.steps.count(instance.path, parts.length >> QUICK);
    const within = parts.filter(
      ({ node }) => node === instance.path || node.startsWith(`${instance.path}.`),
    );
    const scope = instance.scope.inner(new Map());
    let members: readonly Scope[] | null = null;
    scope.setList('parts', () => {
      members ??= within.map((part) => scope.inner(names.of(part, part.node === instance.path)));
      return members;
    });
    return rules.flatMap((rule) =>
      findingOf(rule, { instance, scope, within, root: instances[0] }),
    );
  });
}

interface Judged {
  readonly instance: Instance;
  readonly scope: Scope;
  readonly within: readonly Part[];
  readonly root: Instance;
}

function findingOf(compiled: CompiledRule, judged: Judged): Finding[] {
  const { rule, when, numbers, fixes } = compiled;
  const { instance, scope, within } = judged;
  scope.steps.count(instance.path);
  if (when.run(scope) !== true) return [];
  scope.steps.count(instance.path, within.length >> QUICK);
  const about = within.filter(({ node, rule: made }) => {
    return rule.parts === undefined || (node === instance.path && rule.parts.includes(made));
  });
  return [
    {
      rule: rule.id,
      severity: rule.severity,
      node: instance.path,
      message: rule.message,
      numbers: Object.fromEntries(
        numbers.map(({ id, value }) => [id, numberOrNull(value.run(scope))]),
      ),
      parts: about.map(({ id }) => id),
      ...(rule.citation === undefined ? {} : { citation: rule.citation }),
      fixes: fixes.flatMap((fix) => foundFix(fix, judged)),
    },
  ];
}

function foundFix({ fix, when, set }: CompiledFix, { instance, scope, root }: Judged): FoundFix[] {
  if (when !== null && when.run(scope) !== true) return [];
  const changes = fix.set.map(({ on, parameter }, at) => {
    const target = on === 'self' ? instance : on === 'root' ? root : instance.parent;
    const value = set[at].run(scope);
    return target === null || value === null ? null : { node: target.path, parameter, value };
  });
  return changes.every((change) => change !== null)
    ? [{ id: fix.id, name: fix.name, set: changes }]
    : [];
}

function numberOrNull(value: Value): number | null {
  return typeof value === 'number' ? value : null;
}
