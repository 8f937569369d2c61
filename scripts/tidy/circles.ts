import type { Finding } from './finding.ts';
import { importsOf, type Import } from './import-graph.ts';
import type { Tree } from './tree.ts';

/** No file may reach itself by its imports; type imports count. One finding a circle, at its first file by name. */
export function checkCircles(tree: Tree): Finding[] {
  const edges = Map.groupBy(
    importsOf(tree).filter(({ target }) => target !== undefined),
    ({ from }) => from,
  );
  const told = new Set<string>();
  return [...edges.keys()].toSorted().flatMap((file) => {
    const way = told.has(file) ? undefined : shortestWayBack(edges, file);
    if (!way) return [];
    for (const step of way) told.add(step.from);
    const names = way.map(({ target }) => target).join(' → ');
    return [
      {
        path: file,
        line: way[0]?.line ?? 1,
        rule: 'circle',
        advice: `break the circle ${file} → ${names}`,
      },
    ];
  });
}

function shortestWayBack(edges: Map<string, Import[]>, start: string): Import[] | undefined {
  const cameBy = new Map<string, Import>();
  const queue = [start];
  for (const file of queue) {
    for (const edge of edges.get(file) ?? []) {
      const target = String(edge.target);
      if (target === start) return wayTo(cameBy, start, edge);
      if (cameBy.has(target)) continue;
      cameBy.set(target, edge);
      queue.push(target);
    }
  }
  return undefined;
}

function wayTo(cameBy: Map<string, Import>, start: string, last: Import): Import[] {
  const way = [last];
  for (let at = last.from; at !== start;) {
    const edge = cameBy.get(at);
    if (!edge) break;
    way.unshift(edge);
    at = edge.from;
  }
  return way;
}
