import type { Compiled } from './compiled.ts';
import { aliased, type Scope } from './scope.ts';
import type { Type } from './types.ts';

/** The names of members under another word than `child` or `part`. */
export function aliasedNames(members: ReadonlyMap<string, Type>, alias: string): [string, Type][] {
  return [...members].map(([name, type]) => [aliased(name, alias), type]);
}

/** The members that an expression goes over; each is a step, so that lists within lists come to an end. */
export function chosenOf(
  scope: Scope,
  { list, alias, where }: { list: string; alias: string | null; where: Compiled | null },
): Scope[] {
  return scope.list(list).flatMap((member) => {
    scope.steps.count(scope.path);
    const seen = member.seenFrom(scope, alias);
    return where === null || where.run(seen) === true ? [seen] : [];
  });
}
