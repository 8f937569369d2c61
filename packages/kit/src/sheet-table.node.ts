import { PAGE, type Paper } from './sheet-paper.node.ts';

export interface Column {
  readonly name: string;
  /** Of the width of the page, in parts of the sum. */
  readonly share: number;
  readonly isNumber?: boolean;
}

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly from: number;
}

const SIZE = 9;
const ROW = 14;
const GAP = 6;

/** A table over as many pages as it takes, its head on each; gives where it ends. */
export function putTable(paper: Paper, { columns, rows, from }: Table): number {
  const places = placesOf(columns);
  let y = from;
  const put = (cells: readonly string[], isBold: boolean) => {
    places.forEach(({ x, wide, isNumber }, at) => {
      const text = clipped(paper, cells[at] ?? '', { wide, isBold });
      const place = { x: isNumber ? x + wide : x, y: y + SIZE };
      paper.text(text, place, { size: SIZE, isBold, anchor: isNumber ? 'end' : 'start' });
    });
    y += ROW;
  };
  const head = () => {
    put(
      columns.map(({ name }) => name),
      true,
    );
    paper.rule({ x: PAGE.margin, y: y - 2 }, { x: PAGE.width - PAGE.margin, y: y - 2 }, 'ink', 0.8);
    y += 2;
  };
  head();
  for (const row of rows) {
    if (y > PAGE.height - PAGE.margin - PAGE.foot - ROW) {
      paper.turn();
      y = PAGE.margin;
      head();
    }
    put(row, false);
    paper.rule({ x: PAGE.margin, y: y - 3 }, { x: PAGE.width - PAGE.margin, y: y - 3 }, 'shade');
  }
  return y;
}

function placesOf(columns: readonly Column[]) {
  const whole = PAGE.width - 2 * PAGE.margin;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x: number = PAGE.margin;
  return columns.map(({ share, isNumber = false }) => {
    const wide = (whole * share) / shares;
    const place = { x, wide: wide - GAP, isNumber };
    x += wide;
    return place;
  });
}

/** What does not fit ends in dots. */
function clipped(
  paper: Paper,
  text: string,
  { wide, isBold }: { readonly wide: number; readonly isBold: boolean },
): string {
  const style = { size: SIZE, isBold };
  if (paper.widthOf(text, style) <= wide) return text;
  const letters = [...text];
  while (letters.length > 0 && paper.widthOf(`${letters.join('')}…`, style) > wide) letters.pop();
  return `${letters.join('')}…`;
}
