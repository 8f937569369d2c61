import type { PoolPicture } from './pool-picture.ts';

/** The paper of a picture, in the units of its view box. */
export type Sheet = {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
};

export const WIDE: Sheet = { width: 960, height: 500, left: 84, right: 24, top: 40, bottom: 54 };
export const NARROW: Sheet = { width: 380, height: 400, left: 58, right: 12, top: 34, bottom: 46 };

export type Place = { x: number; y: number };
export type Anchor = 'start' | 'middle' | 'end';

/** Where everything stands. Paths are in the form of SVG; a label says where it is anchored. */
export type PictureLayout = {
  offers: { offer: string; maker: string; leading: boolean; path: string; label: Place }[];
  crowd: { line: string; area: string } | null;
  benchmark: number | null;
  point: (Place & { anchor: Anchor }) | null;
  saving: { x: number; from: number; to: number } | null;
  bracket: { from: number; to: number; y: number; label: Place & { anchor: Anchor } } | null;
  prices: { y: number; priceMinor: number }[];
  quantities: { x: number; units: number }[];
  floor: number;
  edge: number;
};

const LINE_GAP = 17;
const TICK_GAP = 34;

/** Puts a pool on a sheet. Units go across, prices up; neither begins at nought where nothing happens there. */
export function layOut(picture: PoolPicture, sheet: Sheet): PictureLayout {
  const scale = scaleOf(picture, sheet);
  const { now, next } = picture;
  const point = now && { x: scale.x(now.units), y: scale.y(now.priceMinor) };
  const middle = (sheet.left + sheet.width - sheet.right) / 2;
  const benchmark = picture.benchmarkMinor === null ? null : scale.y(picture.benchmarkMinor);
  return {
    offers: spread(picture.offers.map((offer) => offerStair(offer, scale))),
    crowd: crowdStair(picture, scale),
    benchmark,
    point: point && { ...point, anchor: point.x > middle ? 'end' : 'start' },
    saving:
      point && benchmark !== null && benchmark < point.y
        ? { x: point.x, from: benchmark, to: point.y }
        : null,
    bracket: next && bracketOf(next, scale, middle),
    prices: priceTicks(picture, scale),
    quantities: quantityTicks(picture, scale),
    floor: scale.floor,
    edge: scale.edge,
  };
}

type Scale = {
  x(units: number): number;
  y(priceMinor: number): number;
  floor: number;
  edge: number;
  left: number;
  top: number;
  mostUnits: number;
};

function scaleOf(picture: PoolPicture, sheet: Sheet): Scale {
  const [low, high] = priceRange(picture);
  const mostUnits = unitRange(picture);
  const floor = sheet.height - sheet.bottom;
  const edge = sheet.width - sheet.right;
  return {
    x: (units) => round(fit(units / mostUnits, sheet.left, edge)),
    y: (price) => round(fit((price - low) / (high - low), floor, sheet.top)),
    floor,
    edge,
    left: sheet.left,
    top: sheet.top,
    mostUnits,
  };
}

/** From below the lowest price to above the highest that matters: a price for one unit with all the tooling does not. */
function priceRange({ tiers, benchmarkMinor, now, crowd }: PoolPicture): [number, number] {
  const asked = tiers.map(({ priceMinor }) => priceMinor);
  const known = [...asked, benchmarkMinor ?? 0, now?.priceMinor ?? 0].filter((price) => price > 0);
  const all = known.length > 0 ? known : crowd.map(({ priceMinor }) => priceMinor);
  const lowest = Math.min(...(all.length > 0 ? all : [1]));
  const sensible = Math.max(benchmarkMinor ?? 0, now?.priceMinor ?? 0, lowest * 2.2);
  const highest = Math.min(Math.max(...(all.length > 0 ? all : [2])), sensible);
  const span = Math.max(highest - lowest, lowest * 0.2, 1);
  return [Math.max(0, lowest - span * 0.3), highest + span * 0.1];
}

/** A little past where the pool stands and the tier that comes next, and not up to tiers that are far away. */
function unitRange({ tiers, crowd, now, next, units }: PoolPicture): number {
  const froms = tiers.map(({ from }) => from).toSorted((a, b) => a - b);
  const last = froms.at(-1) ?? 0;
  const crowded = Math.max(
    units > 0 && tiers.length === 0 ? units : 0,
    ...crowd.map((step) => step.units),
  );
  const reached = Math.max(crowded, now?.units ?? 0, next?.from ?? 0);
  const beyond = froms.find((from) => from > reached) ?? last;
  return Math.max(5, reached * 1.18, Math.min(beyond, reached * 2) * 1.12);
}

type Offer = PoolPicture['offers'][number];

function offerStair({ offer, maker, leading, steps }: Offer, scale: Scale) {
  const shown = steps.filter(({ quantity }) => quantity <= scale.mostUnits);
  const [first, ...rest] = shown;
  if (!first) return { offer, maker, leading, path: '', label: { x: scale.edge, y: scale.top } };
  const path = rest.map((step) => `H${scale.x(step.quantity)}V${scale.y(step.priceMinor)}`);
  const last = rest.at(-1) ?? first;
  const start = `M${scale.x(first.quantity)} ${scale.y(first.priceMinor)}`;
  return {
    offer,
    maker,
    leading,
    path: `${start}${path.join('')}H${scale.edge}`,
    label: { x: scale.edge, y: scale.y(last.priceMinor) - 8 },
  };
}

/** Names of makers that would stand on each other are moved apart, upwards. */
function spread<Labelled extends { label: Place }>(stairs: readonly Labelled[]): Labelled[] {
  const taken: number[] = [];
  return stairs.map((stair) => {
    let { y } = stair.label;
    while (taken.some((other) => Math.abs(other - y) < LINE_GAP)) y -= LINE_GAP;
    taken.push(y);
    return { ...stair, label: { ...stair.label, y } };
  });
}

function crowdStair({ crowd }: PoolPicture, scale: Scale): PictureLayout['crowd'] {
  const steps = crowd.filter(({ units }) => units > 0);
  const [first] = steps;
  if (!first) return null;
  const down = steps.map(({ priceMinor, units }) => `V${scale.y(priceMinor)}H${scale.x(units)}`);
  const line = `M${scale.left} ${scale.y(first.priceMinor)}${down.join('')}V${scale.floor}`;
  return { line, area: `${line}H${scale.left}Z` };
}

function bracketOf(
  next: { accepting: number; from: number; priceMinor: number },
  scale: Scale,
  middle: number,
): PictureLayout['bracket'] {
  const [from, to, y] = [scale.x(next.accepting), scale.x(next.from), scale.y(next.priceMinor)];
  const right = from < middle;
  const label = {
    x: right ? from + 10 : to,
    y: y + 28,
    anchor: right ? ('start' as const) : ('end' as const),
  };
  return { from, to, y, label };
}

/** The prices of the leading offer at its tiers, those alone that have room for their words. */
function priceTicks(picture: PoolPicture, scale: Scale): PictureLayout['prices'] {
  const ticks: PictureLayout['prices'] = [];
  const offer = leadingOffer(picture);
  for (const { priceMinor, from } of picture.tiers.filter((tier) => tier.offer === offer)) {
    const y = scale.y(priceMinor);
    if (from > scale.mostUnits || y <= scale.top) continue;
    if (ticks.every((tick) => Math.abs(tick.y - y) >= LINE_GAP)) ticks.push({ y, priceMinor });
  }
  return ticks;
}

function quantityTicks(picture: PoolPicture, scale: Scale): PictureLayout['quantities'] {
  const ticks: PictureLayout['quantities'] = [];
  const offer = leadingOffer(picture);
  const froms = picture.tiers.filter((tier) => tier.offer === offer).map(({ from }) => from);
  for (const units of [...(picture.now ? [picture.now.units] : []), ...froms]) {
    const x = scale.x(units);
    if (units > scale.mostUnits) continue;
    if (ticks.every((tick) => Math.abs(tick.x - x) >= TICK_GAP)) ticks.push({ x, units });
  }
  return ticks;
}

function leadingOffer({ offers, next }: PoolPicture): string | undefined {
  return offers.find(({ leading }) => leading)?.offer ?? next?.offer ?? offers[0]?.offer;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The place at a share of the way, and never beyond its ends. */
function fit(share: number, from: number, to: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, share));
}
