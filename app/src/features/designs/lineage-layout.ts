import type { LineageVersion } from './server/lineage-reads.ts';

/** A version in the picture, in its own units: a drawing with two lines of words under it. */
export type PlacedVersion = {
  version: LineageVersion;
  x: number;
  y: number;
  /** Stands out: taken further by others, or the newest of its design. */
  isStrong: boolean;
};
export type LineageLayout = {
  width: number;
  height: number;
  versions: PlacedVersion[];
  /** From a parent's right edge to a child's left one. */
  links: { id: string; path: string }[];
};

export const CARD = { width: 190, height: 190, drawing: 120 };
const GAP = { x: 70, y: 26 };

/**
 * Generations from left to right, each version right of all that it was made from; within a generation beside its parents, so
 * that few lines cross.
 */
export function layOutLineage(versions: readonly LineageVersion[]): LineageLayout {
  const generations = generationsOf(versions);
  const columns = Map.groupBy(versions, ({ id }) => generations.get(id) ?? 0);
  const rows = new Map<string, number>();
  for (const column of [...columns.keys()].toSorted((one, other) => one - other))
    placeColumn(columns.get(column) ?? [], rows);
  const placed = versions.map((version) => ({
    version,
    x: (generations.get(version.id) ?? 0) * (CARD.width + GAP.x),
    y: (rows.get(version.id) ?? 0) * (CARD.height + GAP.y),
    isStrong: version.remixes > 0 || version.newest,
  }));
  const byId = new Map(placed.map((each) => [each.version.id, each]));
  return {
    width: Math.max(0, ...placed.map(({ x }) => x)) + CARD.width,
    height: Math.max(0, ...placed.map(({ y }) => y)) + CARD.height,
    versions: placed,
    links: placed.flatMap((child) => linksTo(child, byId)),
  };
}

/** How many steps a version is from the first; versions come the oldest first, so parents stand before their children. */
function generationsOf(versions: readonly LineageVersion[]): Map<string, number> {
  const generations = new Map<string, number>();
  for (const { id, parents } of versions)
    generations.set(id, Math.max(-1, ...parents.map((each) => generations.get(each) ?? -1)) + 1);
  return generations;
}

/** Each as near to the middle of its parents as the ones before it leave room. */
function placeColumn(column: readonly LineageVersion[], rows: Map<string, number>): void {
  const wish = ({ parents }: LineageVersion) => {
    const known = parents.flatMap((id) => rows.get(id) ?? []);
    return known.length === 0 ? 0 : known.reduce((sum, row) => sum + row, 0) / known.length;
  };
  let next = 0;
  for (const version of column.toSorted((one, other) => wish(one) - wish(other))) {
    const row = Math.max(next, Math.floor(wish(version)));
    rows.set(version.id, row);
    next = row + 1;
  }
}

function linksTo(child: PlacedVersion, byId: ReadonlyMap<string, PlacedVersion>) {
  return child.version.parents.flatMap((id) => {
    const parent = byId.get(id);
    if (!parent) return [];
    const [x1, y1] = [parent.x + CARD.width, parent.y + CARD.drawing / 2];
    const [x2, y2] = [child.x, child.y + CARD.drawing / 2];
    const bend = (x2 - x1) / 2;
    const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    return [{ id: `${id} ${child.version.id}`, path }];
  });
}
