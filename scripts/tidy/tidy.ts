import { fileURLToPath } from 'node:url';
import { checkCircles } from './circles.ts';
import { checkDependencies } from './dependencies.ts';
import { exceptions } from './exceptions.ts';
import { type Finding, inOrder, printFinding } from './finding.ts';
import { checkLanguage } from './language.ts';
import { checkLayers } from './layers.ts';
import { checkMachine } from './machine.ts';
import { checkMigrationSafety } from './migration-safety.ts';
import { checkNames } from './names.ts';
import { checkNotes } from './notes.ts';
import { checkParity } from './parity.ts';
import { checkPurity } from './purity.ts';
import { checkSize } from './size.ts';
import { readTree, type Tree } from './tree.ts';
import { checkWrittenWords } from './written-words.ts';

const CHECKS = [
  checkLayers,
  checkCircles,
  checkPurity,
  checkSize,
  checkNames,
  checkLanguage,
  checkNotes,
  checkMachine,
  checkParity,
  checkMigrationSafety,
  checkDependencies,
  checkWrittenWords,
];

/** Every rule over the whole tree, less what the list of exceptions lets pass; an exception of no use is a finding itself. */
export function tidy(tree: Tree, excepted: readonly string[]): Finding[] {
  const found = CHECKS.flatMap((check) => check(tree));
  const unused = excepted.filter((entry) => !found.some((finding) => keyOf(finding) === entry));
  const kept = found.filter((finding) => !excepted.includes(keyOf(finding)));
  const advice = 'is no longer needed: take it out, the list only shrinks';
  return inOrder([
    ...kept,
    ...unused.map((entry) => ({
      path: 'scripts/tidy/exceptions.ts',
      line: 1,
      rule: entry,
      advice,
    })),
  ]);
}

/** Exceptions name a file and a rule, not a line: lines move. */
function keyOf({ path, rule }: Finding): string {
  return `${path} ${rule}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = tidy(readTree(fileURLToPath(new URL('../../', import.meta.url))), exceptions);
  for (const finding of findings) process.stdout.write(`${printFinding(finding)}\n`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
