import {
  type Anchor,
  type AnchoredPlace,
  type Box,
  boxesOfLine,
  boxOfLabel,
  freePlace,
  type LabelSize,
  type Place,
} from './label-places.ts';
import type { PoolPicture } from './pool-picture.ts';

/** The paper of a picture, in the units of its view box. */
export type Sheet = {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Heights of its words and of the price, as the style sheet of the picture has them. */
  text: number;
  figure: number;
};

const WIDE_PAPER = { width: 960, height: 500, left: 84, right: 24, top: 40, bottom: 54 };
const NARROW_PAPER = { width: 380, height: 400, left: 58, right: 12, top: 34, bottom: 46 };
export const WIDE: Sheet = { ...WIDE_PAPER, text: 17, figure: 34 };
export const NARROW: Sheet = { ...NARROW_PAPER, text: 14, figure: 25 };

/** Where everything stands. Paths are in the form of SVG; a label says where it is anchored. */
export type PictureLayout = {
  offers: { offer: string; maker: string; leading: boolean; path: string; label: Place }[];
  crowd: { line: string; area: string } | null;
  benchmark: number | null;
  point: (Place & { anchor: Anchor }) | null;
  /** Where the price stands in words: beside the point, clear of both stairs where there is room. */
  figure: AnchoredPlace | null;
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
  const anchored = point && {
    ...point,
    anchor: point.x > middle ? ('end' as const) : ('start' as const),
  };
  const crowd = crowdCorners(picture, scale);
  const stairs = picture.offers.map((offer) => ({ offer, corners: offerCorners(offer, scale) }));
  const bracket = next && bracketOf(next, scale, middle);
  const saving =
    point && benchmark !== null && benchmark < point.y
      ? { x: point.x, from: benchmark, to: point.y }
      : null;
  const taken = [crowd, ...stairs.map(({ corners }) => corners)].flatMap(boxesOfLine);
  if (saving)
    taken.push(
      ...boxesOfLine([
        { x: saving.x, y: saving.from },
        { x: saving.x, y: saving.to },
      ]),
    );
  const figure = anchored && placeFigure(anchored, { picture, sheet, taken });
  if (figure) taken.push(boxOfLabel(figure, figureSize(picture, sheet)));
  const words = { width: BRACKET_LETTERS * sheet.text * LETTER, height: sheet.text };
  if (bracket) taken.push(boxOfLabel(bracket.label, words));
  return {
    offers: placeMakers(stairs, { scale, sheet, taken }),
    crowd: crowd.length === 0 ? null : crowdPaths(crowd, scale),
    benchmark,
    point: anchored,
    figure,
    saving,
    bracket,
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

/** The corners of what a maker asks, from left to right. */
function offerCorners({ steps }: Offer, scale: Scale): Place[] {
  const shown = steps.filter(({ quantity }) => quantity <= scale.mostUnits);
  const corners = shown.flatMap((step, nth): Place[] => {
    const [x, y] = [scale.x(step.quantity), scale.y(step.priceMinor)];
    const before = shown[nth - 1];
    return before
      ? [
          { x, y: scale.y(before.priceMinor) },
          { x, y },
        ]
      : [{ x, y }];
  });
  const last = corners.at(-1);
  return last ? [...corners, { x: scale.edge, y: last.y }] : [];
}

function crowdCorners({ crowd }: PoolPicture, scale: Scale): Place[] {
  let x = scale.left;
  const corners = crowd
    .filter(({ units }) => units > 0)
    .flatMap(({ priceMinor, units }): Place[] => {
      const [from, y] = [x, scale.y(priceMinor)];
      x = scale.x(units);
      return [
        { x: from, y },
        { x, y },
      ];
    });
  return corners.length === 0 ? [] : [...corners, { x, y: scale.floor }];
}

/** A path of lines that go across or down. */
function pathOf([first, ...rest]: readonly Place[]): string {
  if (!first) return '';
  let at = first;
  const lines = rest.map((to) => {
    const line = to.x === at.x ? `V${to.y}` : `H${to.x}`;
    at = to;
    return line;
  });
  return `M${first.x} ${first.y}${lines.join('')}`;
}

function crowdPaths(corners: readonly Place[], scale: Scale): PictureLayout['crowd'] {
  const line = pathOf(corners);
  return { line, area: `${line}H${scale.left}Z` };
}

/** A letter is about so wide for its height. */
const LETTER = 0.56;
/** Such as «14 more reach 249.00». */
const BRACKET_LETTERS = 22;
/** Room for the word behind the price, in letters. */
const WORD_LETTERS = 9;
const STEP = 6;

function figureSize({ now }: PoolPicture, { figure, text }: Sheet): LabelSize {
  const letters = String(now?.priceMinor ?? 0).length + 1;
  return { width: letters * figure * LETTER + WORD_LETTERS * text * LETTER, height: figure };
}

/** Beside the point and a little above it; further up, on the side with room, as long as something is in the way. */
function placeFigure(
  point: AnchoredPlace,
  { picture, sheet, taken }: { picture: PoolPicture; sheet: Sheet; taken: readonly Box[] },
): AnchoredPlace {
  const size = figureSize(picture, sheet);
  const [left, right] = [sheet.left, sheet.width - sheet.right];
  const places: AnchoredPlace[] = [];
  for (let y = point.y - 14; y > sheet.top + size.height; y -= STEP) {
    const beside: AnchoredPlace[] = [
      { x: point.x + 14, y, anchor: 'start' },
      { x: point.x - 14, y, anchor: 'end' },
    ];
    places.push(
      ...beside.filter((place) => {
        const box = boxOfLabel(place, size);
        return box.left >= left && box.right <= right;
      }),
    );
  }
  const away = point.anchor === 'end' ? -14 : 14;
  const usual = { x: point.x + away, y: point.y - 14, anchor: point.anchor };
  return freePlace(places, size, taken) ?? usual;
}

type Stair = { offer: Offer; corners: Place[] };

/** Names of makers stand at the end of what they ask, each clear of the lines and of the others. */
function placeMakers(
  stairs: readonly Stair[],
  { scale, sheet, taken }: { scale: Scale; sheet: Sheet; taken: readonly Box[] },
): PictureLayout['offers'] {
  const obstacles = [...taken];
  return stairs.map(({ offer: { offer, maker, leading }, corners }) => {
    const size = { width: maker.length * sheet.text * LETTER, height: sheet.text };
    const end = corners.at(-1)?.y ?? scale.top;
    const ys = Array.from({ length: 8 }, (_, nth) => nth * LINE_GAP * 0.5).flatMap((away) => [
      end - 8 - away,
      end + sheet.text + 4 + away,
    ]);
    const places = ys
      .filter((y) => y > sheet.top && y < scale.floor - 4)
      .map((y): AnchoredPlace => ({ x: scale.edge, y, anchor: 'end' }));
    const label = freePlace(places, size, obstacles) ?? {
      x: scale.edge,
      y: end - 8,
      anchor: 'end',
    };
    obstacles.push(boxOfLabel(label, size));
    return { offer, maker, leading, path: pathOf(corners), label: { x: label.x, y: label.y } };
  });
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
