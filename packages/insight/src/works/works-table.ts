import {
  printCount,
  printInterval,
  printNumber,
  printShare,
  printTable,
} from '../printed-table.ts';
import type { MergedFamily, KitWorks, Works } from './works-report.ts';
import type { Rise } from './rising.ts';

const MOST_SHOWN = 12;
const READING =
  'Shares are among designs, each author counting once: they say what is made, not what is bought.\n' +
  'Intervals are 95 %, those of untried combinations 80 %; part-worths add up and do not see what spoils what.\n';

/** The works in tables for people, with what they mean and do not. */
export function worksTable({ kits }: Works): string {
  return [...kits.map(kitTable), READING].join('\n');
}

function kitTable(kit: KitWorks): string {
  const sides = [...kit.byGroup, ...kit.byPartner].flatMap(({ side, rising }) =>
    rising.length > 0 ? [risingTable(`Rising at ${side}`, rising)] : [],
  );
  return [
    `Kit ${kit.kit}: ${printCount(kit.designs)} designs by ${printCount(kit.authors)} authors\n`,
    risingTable('Rising', kit.rising),
    risingTable('Falling', kit.falling),
    ...sides,
    remixTable(kit),
    familyTable(kit),
    untriedTable(kit),
  ].join('\n');
}

function risingTable(title: string, rises: readonly Rise[]): string {
  if (rises.length === 0) return `${title}: nothing beyond chance\n`;
  const rows = rises
    .slice(0, MOST_SHOWN)
    .map((rise) => [
      rise.what,
      printNumber(rise.lift),
      printInterval(rise.interval),
      `${printCount(rise.count)} of ${printCount(rise.of)}`,
      `${printCount(rise.countElsewhere)} of ${printCount(rise.ofElsewhere)}`,
      printCount(rise.chosen),
    ]);
  return printTable(
    [
      { title },
      { title: 'lift', side: 'right' },
      { title: '95 %' },
      { title: 'recent', side: 'right' },
      { title: 'before', side: 'right' },
      { title: 'chosen anew', side: 'right' },
    ],
    rows,
  );
}

function remixTable({ remixes }: KitWorks): string {
  const changed = remixes.attributes.filter((one) => one.changed.count > 0).slice(0, MOST_SHOWN);
  if (changed.length === 0) return 'Remixes change nothing yet\n';
  const rows = changed.map((one) => [
    one.attribute,
    printShare(one.changed.share),
    printInterval([one.changed.interval[0] * 100, one.changed.interval[1] * 100], 0),
    one.up + one.down > 0 ? `${one.up} up, ${one.down} down` : '–',
    `${one.survived.count} of ${one.survived.of}`,
  ]);
  return printTable(
    [
      { title: `Changed in ${printCount(remixes.remixes)} remixes` },
      { title: 'share', side: 'right' },
      { title: '95 %' },
      { title: 'direction' },
      { title: 'survived', side: 'right' },
    ],
    rows,
  );
}

function familyTable({ families }: KitWorks): string {
  if ('kind' in families) return `Families: not estimable: ${families.because}\n`;
  if (families.length === 0) return 'Families: no two designs are near-identical\n';
  const rows = families
    .slice(0, MOST_SHOWN)
    .map((family) => [
      family.centre,
      printCount(family.designs.length),
      printNumber(family.standard.meanLoss),
      sidesOf(family),
      specificationOf(family),
    ]);
  return printTable(
    [
      { title: 'Family around' },
      { title: 'designs', side: 'right' },
      { title: 'given up each', side: 'right' },
      { title: 'by side' },
      { title: 'standard' },
    ],
    rows,
  );
}

function sidesOf({ standard }: MergedFamily): string {
  const sides = [...standard.byGroup, ...standard.byPartner];
  return sides.map(({ side, loss }) => `${side} ${printNumber(loss)}`).join(', ') || '–';
}

function specificationOf({ standard }: MergedFamily): string {
  const parameters = Object.entries(standard.parameters).map(([name, value]) => `${name} ${value}`);
  return [...parameters, ...standard.materials, ...standard.features].join(', ');
}

function untriedTable({ untried }: KitWorks): string {
  if (untried.kind === 'not-estimable') return `Untried: not estimable: ${untried.because}\n`;
  const rows = untried.suggestions
    .slice(0, MOST_SHOWN)
    .map(({ support, interval, nearest }) => [
      `${nearest.design} with ${nearest.changes.join(', ')}`,
      printNumber(support, 1),
      printInterval(interval, 1),
    ]);
  const title = `Untried; the best tried is ${untried.best.design} with ${printNumber(untried.best.support, 1)}`;
  return printTable([{ title }, { title: 'expected', side: 'right' }, { title: '80 %' }], rows);
}
