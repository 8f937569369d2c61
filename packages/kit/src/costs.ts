import { MAX_BATCH } from './bounds.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import type { Evaluation } from './evaluate.ts';
import { divideBig, scale } from './exact.ts';
import type { CostLine, Material, Price, PriceList, Words } from './kit.ts';
import { nestSheets, type Nesting } from './nesting.ts';
import type { Part } from './part.ts';

/** What a batch costs, line by line, in minor units. */
export interface BatchCost {
  readonly currency: string;
  readonly batch: number;
  readonly lines: readonly PricedLine[];
  readonly total: number;
  /** The total for each piece, rounded up. */
  readonly unit: number;
  /** Whether every price that is needed was there. */
  readonly isComplete: boolean;
}

export interface PricedLine {
  readonly id: string;
  readonly name: Words;
  /** For the whole batch. */
  readonly total: number;
  /** What it is made up of, so that every figure can be opened. */
  readonly items: readonly CostItem[];
  /** Prices that are missing, by what they are of. */
  readonly missing: readonly string[];
}

export interface CostItem {
  readonly of: string;
  /** How many sheets, micrometres, milligrams, pieces or seconds; of solids cubic millimetres. */
  readonly quantity: number;
  readonly per: Price['per'];
  /** The price of one at this quantity. */
  readonly minor: number;
  readonly total: number;
  readonly parts: readonly string[];
  /** Why it may cost more for each piece in a larger batch. */
  readonly wholeSheets?: true;
}

export interface CostOptions {
  readonly batch: number;
  /** `estimate` is quick enough for every frame; `plan` lays the whole batch out on sheets. */
  readonly nesting: Nesting;
}

/**
 * Prices a batch of an evaluated design. A batch is 1 to 10,000 pieces; otherwise it throws a RangeError, since the
 * caller has a slider and not a text. What has no price counts nothing and is named.
 */
export function priceBatch(
  compiled: CompiledKit,
  evaluation: Evaluation,
  prices: PriceList,
  { batch, nesting }: CostOptions,
): BatchCost {
  if (!Number.isInteger(batch) || batch < 1 || batch > MAX_BATCH) {
    throw new RangeError(`A batch has 1 to ${MAX_BATCH} pieces.`);
  }
  const pricer = new Pricer(compiled, evaluation, prices, { batch, nesting });
  const lines: PricedLine[] = [];
  for (const line of compiled.kit.costs) lines.push(pricer.line(line, lines));
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  return {
    currency: prices.currency,
    batch,
    lines,
    total,
    unit: Math.ceil(total / batch),
    isComplete: lines.every(({ missing }) => missing.length === 0),
  };
}

const UM_PER_M = 1_000_000;
const MG_PER_KG = 1_000_000;
const SECONDS_PER_HOUR = 3_600;
const MM3_PER_M3 = 1_000_000_000;

class Pricer {
  private readonly compiled: CompiledKit;
  private readonly evaluation: Evaluation;
  private readonly prices: ReadonlyMap<string, Price>;
  private readonly options: CostOptions;

  constructor(
    compiled: CompiledKit,
    evaluation: Evaluation,
    prices: PriceList,
    options: CostOptions,
  ) {
    this.compiled = compiled;
    this.evaluation = evaluation;
    this.prices = new Map(prices.prices.map((price) => [price.of, price]));
    this.options = options;
  }

  line(line: CostLine, before: readonly PricedLine[]): PricedLine {
    const { id, name } = line;
    if (line.kind === 'share') {
      const sum = before
        .filter((each) => line.of.includes(each.id))
        .reduce((all, each) => all + each.total, 0);
      return { id, name, total: scale(sum, line.ppm, 1_000_000) ?? 0, items: [], missing: [] };
    }
    const found = this.itemsOf(line);
    const items = found.filter((item) => item !== null && typeof item !== 'string');
    const missing = found.filter((item) => typeof item === 'string');
    return { id, name, total: items.reduce((sum, item) => sum + item.total, 0), items, missing };
  }

  private itemsOf(line: Exclude<CostLine, { kind: 'share' }>): (CostItem | string | null)[] {
    if (line.kind === 'labour') return [this.labour(line)];
    return line.kind === 'stated' ? this.stated(line.id) : this.bought(line);
  }

  /** What is stated for each piece, and once for the batch. */
  private stated(id: string): (CostItem | string)[] {
    const stated = this.evaluation.stated[id];
    if (!stated || stated.each === null || stated.setUp === null) return [id];
    const { batch } = this.options;
    return [statedItem(id, batch, stated.each), statedItem(`${id}-set-up`, 1, stated.setUp)];
  }

  private labour(line: Extract<CostLine, { kind: 'labour' }>): CostItem | string | null {
    const taken = this.evaluation.labour[line.id];
    if (!taken || taken.each === null || taken.setUp === null) return line.rate;
    const seconds = taken.each * this.options.batch + taken.setUp;
    return this.item(line.rate, seconds, SECONDS_PER_HOUR, []);
  }

  private bought(
    line: Exclude<CostLine, { kind: 'labour' | 'share' | 'stated' }>,
  ): (CostItem | string | null)[] {
    const { batch } = this.options;
    const waste = line.waste ?? 0;
    const more = (quantity: number) => scale(quantity * batch, 1_000_000 + waste, 1_000_000) ?? 0;
    if (line.kind === 'edges') return this.edges(more);
    return this.byMaterial(line.kind).map(([material, parts]) => {
      const ids = parts.map(({ id }) => id);
      if (line.kind === 'sheets') return this.sheets(material, parts, waste);
      if (line.kind === 'solids') {
        return this.item(material.id, more(volumeOf(parts)), MM3_PER_M3, ids);
      }
      if (line.kind === 'mass') {
        const mass = totalOf(parts, (part) => part.mass ?? 0);
        return this.item(material.id, more(mass), MG_PER_KG, ids);
      }
      return this.item(material.id, totalOf(parts, ({ count }) => count) * batch, 1, ids);
    });
  }

  private sheets(
    material: Material,
    parts: readonly Part[],
    waste: number,
  ): CostItem | string | null {
    const count = nestSheets(material, parts, { ...this.options, waste });
    const item = this.item(
      material.id,
      count,
      1,
      parts.map(({ id }) => id),
    );
    return item === null || typeof item === 'string' ? item : { ...item, wholeSheets: true };
  }

  private edges(more: (quantity: number) => number): (CostItem | string | null)[] {
    const lengths = new Map<string, { length: number; parts: string[] }>();
    for (const { id, edges, count } of this.evaluation.parts) {
      for (const { material, length } of edges) {
        const found = lengths.get(material) ?? { length: 0, parts: [] };
        found.length += length * count;
        if (!found.parts.includes(id)) found.parts.push(id);
        lengths.set(material, found);
      }
    }
    return [...lengths].map(([material, { length, parts }]) =>
      this.item(material, more(length), UM_PER_M, parts),
    );
  }

  /** Parts of the materials that a line is about, in the order of the kit. */
  private byMaterial(kind: 'sheets' | 'solids' | 'pieces' | 'mass'): [Material, Part[]][] {
    const wanted = { sheets: 'sheet', solids: 'solid', pieces: 'piece', mass: 'bulk' }[kind];
    return this.compiled.kit.materials
      .filter((material) => material.kind === wanted)
      .map((material): [Material, Part[]] => [
        material,
        this.evaluation.parts.filter((part) => part.material === material.id),
      ])
      .filter(([, parts]) => parts.length > 0);
  }

  /** The price of so much; its name where it has none. `inOne`: how much of the quantity the price is for. */
  private item(
    of: string,
    quantity: number,
    inOne: number,
    parts: readonly string[],
  ): CostItem | string | null {
    if (quantity === 0) return null;
    const price = this.prices.get(of);
    const bought = Math.ceil(quantity / inOne);
    const step = price?.steps.findLast(({ from }) => from <= bought);
    if (!price || !step) return of;
    const total = Number(divideBig(BigInt(quantity) * BigInt(step.minor), BigInt(inOne), 'up'));
    return { of, quantity, per: price.per, minor: step.minor, total, parts };
  }
}

function statedItem(of: string, quantity: number, minor: number): CostItem {
  return { of, quantity, per: 'piece', minor, total: quantity * minor, parts: [] };
}

function totalOf(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((all, part) => all + of(part), 0);
}

/** In cubic millimetres, each part rounded up. */
function volumeOf(parts: readonly Part[]): number {
  return totalOf(parts, ({ box, count }) => {
    if (box === null) return 0;
    const volume = BigInt(box.dx) * BigInt(box.dy) * BigInt(box.dz);
    return Number(divideBig(volume, 1_000_000_000n, 'up')) * count;
  });
}
