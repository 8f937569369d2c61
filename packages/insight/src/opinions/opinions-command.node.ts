import {
  runCommand,
  wrongUse,
  type Answer,
  type CommandStreams,
  type EngineCommand,
  type FileRefusal,
  type Given,
  type WrongUse,
} from '../command-line.node.ts';
import { opinionMap } from './opinion-map.ts';
import { resultOfMap, resultOfPolis, type OpinionsResult } from './opinions-result.ts';
import { opinionsTable } from './opinions-table.ts';
import { NO_MODERATION, polisMap } from './polis-map.ts';
import { readChoices, readStatements, readVotes } from './votes-table.node.ts';

const HELP = `muster opinions VOTES.csv [--polis] [--statements FILE] [--choices FILE] [--seed N] [--table]

Reads a crowd from its votes: the groups of people who think alike and how stable
each is, what a group stands for, what all share, and what bridges (docs/insight.md).

  VOTES.csv      participant,statement,vote[,time]; vote 1 agrees, -1 disagrees, 0 passes,
                 empty is no vote. The last vote of a person on a statement counts.
  --polis        the mathematics of Polis, step by step, instead of our own
  --statements   statement,text[,moderation,metadata]: words for the groups' labels; moderation
                 -1 takes a statement out and metadata 1 marks one, both with --polis alone
  --choices      participant,choice: what people chose elsewhere, for the groups' labels
  --seed         decides every draw; 1 when left out
  --table        a table for people instead of JSON

Exit 0: one JSON object on standard output. Exit 2: something is malformed; standard error
names file, row and column, and standard output stays empty.
`;

export const opinionsCommand: EngineCommand = {
  name: 'opinions',
  help: HELP,
  files: 1,
  options: {
    polis: { type: 'boolean' },
    statements: { type: 'string' },
    choices: { type: 'string' },
  },
  run: readOpinions,
};

/** `muster opinions`: takes the arguments after the name, resolves to the exit code. */
export function runOpinions(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(opinionsCommand, args, io);
}

async function readOpinions(given: Given): Promise<Answer | FileRefusal | WrongUse> {
  const { polis, statements, choices } = given.options;
  const inputs = [...given.files, statements, choices].filter((file) => file === '-');
  if (inputs.length > 1) return wrongUse('standard input can be read once');
  const read = await readVotes(given, given.files[0], polis ? 'arrival' : 'name');
  if (read.kind !== 'votes') return read;
  const { votes } = read;
  const notes =
    typeof statements === 'string'
      ? await readStatements(given, statements, votes.statements)
      : { kind: 'notes' as const, texts: null, moderation: NO_MODERATION };
  if (notes.kind !== 'notes') return notes;
  const chosen = typeof choices === 'string' ? await readChoices(given, choices) : null;
  if (chosen?.kind === 'file-refused') return chosen;
  const sources = { texts: notes.texts, choices: chosen?.of ?? null };
  const result: OpinionsResult = polis
    ? resultOfPolis(votes, polisMap(votes, notes.moderation, { seed: given.seed }), sources)
    : resultOfMap(votes, opinionMap(votes, { seed: given.seed }), sources);
  const texts = new Map(
    votes.statements.flatMap((name, at) => {
      const text = notes.texts?.[at];
      return text ? [[name, text] as const] : [];
    }),
  );
  return { kind: 'answer', result, table: () => opinionsTable(result, texts) };
}
