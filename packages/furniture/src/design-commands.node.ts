import { priceBatch } from '@muster/kit/costs';
import { evaluationHash } from '@muster/kit/evaluate';
import { type DesignStreams, readOptions, say } from './command-line.node.ts';
import { examplePrices } from './prices.ts';
import { readDesignFile } from './read-design-file.node.ts';

const MAX_BATCH = 10_000;

const EVALUATE_HELP = `muster evaluate DESIGN.json [--batch N]

Works a furniture design out and prints one JSON object: its hash, parts, takeoffs, findings and what a batch of N
costs at the example prices of the kit (1 if not said). Lengths are micrometres, masses milligrams.

A design is {"kit":"furniture","root":{"id","type","set":{...},"slots":{...}}}; "kit" may be the kit's hash instead.
Ends with 0, or with 2 for a design that cannot be read: standard error says where and why.
`;

/** `muster evaluate`: takes the arguments behind the name, answers the exit code. */
export async function runEvaluate(args: readonly string[], io: DesignStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, EVALUATE_HELP, 0);
  const options = readOptions(args, ['--batch']);
  if (typeof options === 'string') return say(io.stderr, `muster evaluate: ${options}\n`, 2);
  const batch = Number(options.values.get('--batch') ?? 1);
  if (!Number.isInteger(batch) || batch < 1 || batch > MAX_BATCH) {
    return say(io.stderr, `muster evaluate: --batch takes 1 to ${MAX_BATCH}\n`, 2);
  }
  const found = await readDesignFile(options.path);
  if (found.kind === 'wrong') return say(io.stderr, `${options.path}: ${found.why}\n`, 2);
  const { instances: _, kind: __, ...evaluation } = found.evaluation;
  const cost = priceBatch(found.compiled, found.evaluation, examplePrices, {
    batch,
    nesting: 'plan',
  });
  const hash = evaluationHash(found.design, found.evaluation);
  return say(io.stdout, `${JSON.stringify({ ...evaluation, hash, cost })}\n`, 0);
}
