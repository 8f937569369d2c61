import {
  printCount,
  printInterval,
  printNumber,
  printShare,
  printTable,
} from '../printed-table.ts';
import type { OpinionsResult, ResultGroup } from './opinions-result.ts';

const MOST_ROWS = 20;
const RELIABLE = 0.75;
const DOUBTFUL = 0.6;
const NO_STRUCTURE = 0.25;

/** The map for people: groups, what they stand for, what all share, what bridges, and what the reader must not conclude. */
export function opinionsTable(result: OpinionsResult, texts: ReadonlyMap<string, string>): string {
  const said = (statement: string): string => texts.get(statement) ?? statement;
  const counts = [
    counted(result.participants, 'person', 'people'),
    counted(result.statements, 'statement', 'statements'),
    counted(result.votes, 'vote', 'votes'),
    counted(result.k, 'group', 'groups'),
  ];
  return [
    `${counts.join(', ')}\n`,
    groupsTable(result),
    section('What each group stands for', findingsTable(result, said)),
    section('Common ground', groundTable(result, said)),
    section('What bridges', bridgingTable(result, said)),
    asideOf(result),
    `${readingOf(result)}\n`,
  ]
    .filter(Boolean)
    .join('\n');
}

function counted(count: number, one: string, many: string): string {
  return `${printCount(count)} ${count === 1 ? one : many}`;
}

function section(title: string, table: string): string {
  return table === '' ? '' : `${title}\n${table}`;
}

function groupsTable({ groups }: OpinionsResult): string {
  if (groups.length === 0) return '';
  return printTable(
    [
      { title: 'Group' },
      { title: 'People', side: 'right' },
      { title: 'Comes back', side: 'right' },
      { title: 'Marked by' },
    ],
    groups.map((group) => [
      String(group.id),
      printCount(group.members.length),
      typeof group.stability === 'number' ? printShare(group.stability) : '–',
      [...group.label.says, ...group.label.chose].join(', '),
    ]),
  );
}

function findingsTable(
  { statements_by_group: findings }: OpinionsResult,
  said: (statement: string) => string,
): string {
  if (findings.length === 0) return '';
  return printTable(
    [
      { title: 'Group' },
      { title: 'Side' },
      { title: 'Share', side: 'right' },
      { title: '95 %' },
      { title: 'Statement' },
    ],
    findings.map((one) => [
      String(one.group),
      one.side,
      printShare(one.p),
      printInterval(one.interval),
      said(one.statement),
    ]),
  );
}

function groundTable(
  { common_ground: ground }: OpinionsResult,
  said: (statement: string) => string,
): string {
  if (ground.length === 0) return '';
  return printTable(
    [
      { title: 'Side' },
      { title: 'Share', side: 'right' },
      { title: '95 %' },
      { title: 'Statement' },
    ],
    ground
      .slice(0, MOST_ROWS)
      .map((one) => [
        one.side,
        printShare(one.p),
        printInterval(one.interval),
        said(one.statement),
      ]),
  );
}

function bridgingTable(
  { bridging, mode }: OpinionsResult,
  said: (statement: string) => string,
): string {
  if (bridging.length === 0) return '';
  return printTable(
    [
      { title: 'Score', side: 'right' },
      { title: '95 %' },
      { title: mode === 'polis' ? '' : 'Bridges' },
      { title: 'Statement' },
    ],
    bridging
      .slice(0, MOST_ROWS)
      .map((one) => [
        printNumber(one.score),
        printInterval(one.interval ?? null),
        one.bridges ? 'yes' : '',
        said(one.statement),
      ]),
  );
}

function asideOf({ set_aside: list }: OpinionsResult): string {
  if (list.length === 0) return '';
  const rows = list.map(({ kept, set_aside: others, p }) => [
    kept,
    printCount(others.length),
    p < 1e-6 ? 'below 0.000001' : printNumber(p, 6),
  ]);
  const columns = [
    { title: 'Kept' },
    { title: 'Set aside', side: 'right' as const },
    { title: 'Chance of it', side: 'right' as const },
  ];
  return `Accounts that vote alike, counted as one\n${printTable(columns, rows)}`;
}

/** One line: what it means, and what it does not. */
function readingOf(result: OpinionsResult): string {
  const never = 'It speaks of those who voted, not of those who did not, and says nothing of why.';
  if (result.k === 0) {
    return `Groups are not estimable because ${result.not_estimable[0]?.because ?? 'there are too few votes'}.`;
  }
  if (result.mode === 'polis') {
    return `Reading: these are the groups that Polis would show; how stable they are it does not say. ${never}`;
  }
  if (result.k === 1) {
    return `Reading: the votes show no groups beyond what chance makes; read the shares as those of one crowd. ${never}`;
  }
  return `Reading: ${verdictOn(result)} ${never}`;
}

function verdictOn({ groups, k, k_evidence: evidence }: OpinionsResult): string {
  const least = Math.min(...groups.map(stabilityOf));
  const apart = evidence.find((one) => one.k === k)?.silhouette ?? 0;
  if (least < DOUBTFUL) {
    return 'at least one group does not come back when people are drawn anew: treat the groups as a sketch.';
  }
  if (apart < NO_STRUCTURE) {
    return 'the groups shade into each other: they are regions of one field, not camps.';
  }
  return least >= RELIABLE
    ? 'the groups come back when people are drawn anew, and stand apart.'
    : 'the groups mostly come back when people are drawn anew; their edges are soft.';
}

function stabilityOf({ stability }: ResultGroup): number {
  return typeof stability === 'number' ? stability : 0;
}
