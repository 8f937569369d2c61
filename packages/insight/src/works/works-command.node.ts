import { momentIn } from '../cells.ts';
import {
  refuseFile,
  runCommand,
  wrongUse,
  type CommandStreams,
  type EngineCommand,
} from '../command-line.node.ts';
import { parseDesigns } from './designs.ts';
import { worksOf, type WorksOptions } from './works-report.ts';
import { worksTable } from './works-table.ts';

const HELP = `muster works DESIGNS.json [--recent-from DATE] [--farthest D] [--table]

What designs and remixes say, kit by kit: levels that rise and fall (in all, by group, by
partner), bursts, levels that go together, what remixes change and what of it survives,
families of near-identical designs with the standard that merges each at least loss, and
combinations that nobody has tried and that the part-worths expect much of.

  DESIGNS.json   a list, or {"designs":[...]}, of {"id","parents":[ids],"author","group"?,"partner"?,
                 "at":date or number,"kit","parameters":{name: number, text or true/false},
                 "materials":[...],"features":[...],"support"?:number}; - is standard input
  --recent-from  when «recent» begins; the latest quarter of the designs when absent
  --farthest D   how far members of a family lie from its centre, 0 to 1; default 0.1
  --table        tables for people instead of JSON

Output: {"kind":"works","recentFrom","kits":[{"kit","designs","authors","rising","falling",
  "risingTogether","byGroup","byPartner","bursts","goTogether","remixes","families","untried"}]}.
  Support is one measure for all designs (commitments, me-toos, a mean rating); without it
  "untried" says that it is not estimable.
`;

const COMMAND: EngineCommand = {
  name: 'works',
  help: HELP,
  files: 1,
  options: { 'recent-from': { type: 'string' }, farthest: { type: 'string' } },
  run: async (given) => {
    const options = optionsFrom(given.options);
    if (typeof options === 'string') return wrongUse(options);
    const [file] = given.files;
    const text = await given.readText(file);
    if (typeof text !== 'string') return text;
    const designs = parseDesigns(text);
    if ('kind' in designs) return refuseFile(file, designs);
    const result = worksOf(designs, options);
    return { kind: 'answer', result, table: () => worksTable(result) };
  },
};

/** `muster works`: takes the arguments after the name, resolves to the exit code. */
export async function runWorks(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

function optionsFrom(given: Readonly<Record<string, string | boolean | undefined>>) {
  const options: { -readonly [Key in keyof WorksOptions]: WorksOptions[Key] } = {};
  if (given['recent-from'] !== undefined) {
    const text = String(given['recent-from']);
    const from = momentIn({ text, row: 1, column: 'recent-from' });
    if (typeof from !== 'number') return `--recent-from: ${from.message}`;
    options.recentFrom = from;
  }
  if (given.farthest !== undefined) {
    options.farthest = Number(given.farthest);
    if (!(options.farthest >= 0 && options.farthest <= 1))
      return '--farthest takes a number from 0 to 1';
  }
  return options;
}
