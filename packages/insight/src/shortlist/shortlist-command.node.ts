import {
  refuseFile,
  runCommand,
  type CommandStreams,
  type EngineCommand,
} from '../command-line.node.ts';
import { printInterval, printNumber, printShare, printTable } from '../printed-table.ts';
import { PARTS, parseShortlist } from './candidates.ts';
import { shortlistOf, type Listed, type Shortlist } from './shortlist.ts';

const HELP = `muster shortlist CANDIDATES.json [--seed N] [--table]

What to make next: candidates by the weighted mean of five parts, each with its interval,
and how far the order rests on the weights.

  CANDIDATES.json  {"candidates":[{"id","title"?,"price"?,
    "preference"?: {"count","of"} or {"share","interval":[low,high]},
    "demand"?: {"target","commitments":[{"limit","quantity"?}],"meToos":[{"limit","quantity"?}],
                "meTooRate"?:{"share","interval"}},
    "momentum"?: {"recent","recentDays","before","beforeDays"},
    "feasibility"?: {"count","of"} or {"share","interval"},
    "cost"?: {"unit","interval":[low,high]}}],
    "weights"?: {"preference","demand","momentum","feasibility","cost"}}; - is standard input
  --table          a table for people instead of JSON

Scales, the same for all: preference and feasibility as they are; demand = units wanted at the
price over the target, at most 1; momentum = r / (1 + r) for r times as much interest as before;
cost = what is left of the price. Money is in one unit throughout.

Output: {"kind":"shortlist","weights","list":[{"id","title"?,"parts":{part:{"value","valueInterval",
  "unit","score","interval"} or {"kind":"not-estimable","because"}},"score","interval","missing",
  "firstShare","chanceFirst","chanceFirstAtAnyWeights","dominatedBy"}],
  "leaderHolds":[{"part","weight","within"}]}. Without a weighted part there is no score.
`;

const COMMAND: EngineCommand = {
  name: 'shortlist',
  help: HELP,
  files: 1,
  run: async (given) => {
    const [file] = given.files;
    const text = await given.readText(file);
    if (typeof text !== 'string') return text;
    const read = parseShortlist(text);
    if ('kind' in read) return refuseFile(file, read);
    const result = shortlistOf(read, given.seed);
    return { kind: 'answer', result, table: () => tableOf(result) };
  },
};

/** `muster shortlist`: takes the arguments after the name, resolves to the exit code. */
export async function runShortlist(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

const MOST_SHOWN = 50;

function tableOf({ list, weights, leaderHolds }: Shortlist): string {
  const columns = [
    { title: 'candidate' },
    { title: 'score', side: 'right' as const },
    { title: '95 %' },
    ...PARTS.map((part) => ({ title: `${part} ×${printNumber(weights[part])}` })),
    { title: 'first at', side: 'right' as const },
    { title: 'chance', side: 'right' as const },
  ];
  const holds = leaderHolds.map(
    ({ part, weight, within }) =>
      `${part} ${printNumber(weight)}: stays first from ${printInterval(within)}`,
  );
  const reading =
    '«first at»: the share of all possible weights at which it is first; «chance»: to be first at these weights as the parts are uncertain.\n' +
    'The score orders what was asked for; it is no forecast of sales, and weights are a choice, not a finding.\n';
  const table = printTable(columns, list.slice(0, MOST_SHOWN).map(rowOf));
  return `${table}\n${holds.length > 0 ? `${holds.join('\n')}\n` : ''}${reading}`;
}

function rowOf(one: Listed): string[] {
  return [
    one.title ?? one.id,
    printNumber(one.score),
    printInterval(one.interval),
    ...PARTS.map((part) => {
      const found = one.parts[part];
      return found.kind === 'part'
        ? `${printNumber(found.score)} (${printInterval(found.interval)})`
        : '–';
    }),
    printShare(one.firstShare),
    printShare(one.chanceFirst),
  ];
}
