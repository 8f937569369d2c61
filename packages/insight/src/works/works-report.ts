import type { NotEstimable } from '../refusal.ts';
import type { Design } from './designs.ts';
import { familiesOf, rangesOf, USUAL_FARTHEST, type Family } from './families.ts';
import { compareShares, holdingsOf, type ShareChange } from './level-shares.ts';
import { levelTables, partOf, type LevelTable } from './levels.ts';
import { remixesOf, type Remixes } from './remixes.ts';
import {
  levelBursts,
  marks,
  movementOf,
  usualRecentFrom,
  type LevelBurst,
  type Movement,
} from './rising.ts';
import { standardOf, type Standard } from './standard.ts';
import { goTogether, type Together } from './together.ts';
import { untriedIn, type UntriedReport } from './untried.ts';

export interface WorksOptions {
  /** When «recent» begins, in milliseconds since 1970; the latest quarter of the designs unless said. */
  readonly recentFrom?: number;
  /** The farthest that members of a family lie from its centre, 0 to 1; 0.1 unless said. */
  readonly farthest?: number;
}

export interface SideWorks extends Movement {
  readonly side: string;
  readonly designs: number;
  /** Levels that this side has more often than all others. */
  readonly setsApart: readonly ShareChange[];
}

export interface MergedFamily extends Family {
  readonly standard: Standard;
}

export interface KitWorks extends Movement {
  readonly kit: string;
  readonly designs: number;
  readonly authors: number;
  readonly byGroup: readonly SideWorks[];
  readonly byPartner: readonly SideWorks[];
  readonly bursts: readonly LevelBurst[];
  readonly goTogether: readonly Together[];
  readonly remixes: Remixes;
  readonly families: readonly MergedFamily[] | NotEstimable;
  readonly untried: UntriedReport | NotEstimable;
}

export interface Works {
  readonly kind: 'works';
  readonly recentFrom: number;
  readonly kits: readonly KitWorks[];
}

const MOST_FALSE = 0.1;
const MOST_SIDES = 200;

/**
 * What designs say: what rises and falls, in all and by group and partner; bursts; what goes together;
 * what remixes change and what of it survives; families and the standard that would merge each; and what
 * has not been tried. Kit by kit, for only designs of one kit have the same parameters.
 *
 * Takes designs with distinct ids in any order; gives the report. Every finding names its designs.
 */
export function worksOf(designs: readonly Design[], options: WorksOptions = {}): Works {
  const recentFrom = options.recentFrom ?? usualRecentFrom(designs);
  return {
    kind: 'works',
    recentFrom,
    kits: levelTables(designs).map((table) => kitWorks(table, recentFrom, options)),
  };
}

function kitWorks(table: LevelTable, recentFrom: number, options: WorksOptions): KitWorks {
  const holdings = holdingsOf(table);
  const ranges = rangesOf(table.designs);
  const found = familiesOf(table.designs, options.farthest ?? USUAL_FARTHEST);
  const byId = new Map(table.designs.map((design) => [design.id, design]));
  const sides = (of: (design: Design) => string | undefined) =>
    sidesOf(table, of).map((side) => {
      const here = marks(table, (design) => of(design) === side);
      const there = marks(table, (design) => of(design) !== side);
      const part = partOf(table, here);
      return {
        side,
        designs: part.designs.length,
        setsApart: compareShares(table, holdings, here, there).filter(
          ({ q, interval }) => q <= MOST_FALSE && interval[0] > 1,
        ),
        ...movementOf(part, holdingsOf(part), recentFrom),
      };
    });
  return {
    kit: table.kit,
    designs: table.designs.length,
    authors: new Set(table.designs.map(({ author }) => author)).size,
    ...movementOf(table, holdings, recentFrom),
    byGroup: sides(({ group }) => group),
    byPartner: sides(({ partner }) => partner),
    bursts: levelBursts(table, holdings),
    goTogether: goTogether(table, holdings),
    remixes: remixesOf(table.designs),
    families:
      found.kind === 'not-estimable'
        ? found
        : found.families.map((family) => ({
            ...family,
            standard: standardOf(
              family.designs.flatMap((id) => byId.get(id) ?? []),
              { ranges },
            ),
          })),
    untried: untriedIn(table),
  };
}

/** The largest sides, in the order of their names. */
function sidesOf(table: LevelTable, of: (design: Design) => string | undefined): string[] {
  const counts = new Map<string, number>();
  for (const design of table.designs) {
    const side = of(design);
    if (side !== undefined) counts.set(side, (counts.get(side) ?? 0) + 1);
  }
  const largest = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_SIDES);
  return largest.map(([side]) => side).sort();
}
