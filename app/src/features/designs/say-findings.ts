import type { CompiledKit } from '@muster/kit/compiled-shapes';
import type { Evaluation } from '@muster/kit/evaluate';
import type { Finding, FoundFix } from '@muster/kit/finding';
import type { Severity } from '@muster/kit/kit';
import { sayFinding, saySetting, wordIn } from '@muster/kit/say';
import { fill } from '#ui/words/words.ts';
import type { Gesture } from './gestures.ts';
import type { messages } from './messages/en.ts';

export type FindingWords = (typeof messages)['findings'];
type Saying = { words: FindingWords; locale: string };

/** A finding in the words of its reader, with the buttons that mend it. */
export type ShownFinding = {
  key: string;
  severity: Severity;
  text: string;
  source: string | null;
  parts: readonly string[];
  fixes: { id: string; name: string; gesture: Gesture }[];
};

/** All findings of an evaluation, the worst first. */
export function sayFindings(
  compiled: CompiledKit,
  { findings, instances }: Pick<Evaluation, 'findings' | 'instances'>,
  saying: Saying,
): ShownFinding[] {
  const order = ['block', 'warn', 'hint'];
  const typeOf = (node: string) => instances.find(({ path }) => path === node)?.type ?? '';
  return findings
    .toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
    .map((finding, at) => ({
      key: `${finding.rule} ${finding.node} ${at}`,
      severity: finding.severity,
      text: textOf(compiled, finding, { ...saying, typeOf }),
      source: finding.citation?.text ?? null,
      parts: finding.parts,
      fixes: finding.fixes.map((fix) => ({
        id: fix.id,
        name: fixText(compiled, fix, { ...saying, typeOf }),
        gesture: { kind: 'fix', set: fix.set },
      })),
    }));
}

/** The kit's own words, or ours for what is out of place in the design itself. */
function textOf(
  compiled: CompiledKit,
  finding: Finding,
  { words, locale, typeOf }: Saying & { typeOf(node: string): string },
): string {
  const said = sayFinding(compiled, finding, locale);
  if (said !== null) return said;
  const sentences: Record<string, string> = words.misplaced;
  const value = String(finding.numbers['value'] ?? '');
  const isName = finding.rule === 'missing-value';
  return fill(sentences[finding.rule] ?? finding.rule, {
    value: isName ? nameOf(compiled, typeOf(finding.node), value, locale) : value,
  });
}

function nameOf({ types }: CompiledKit, type: string, id: string, locale: string): string {
  const found = types.get(type)?.parameters.find(({ parameter }) => parameter.id === id);
  return found ? wordIn(found.parameter.name, locale) : id;
}

function fixText(
  compiled: CompiledKit,
  { name, set }: FoundFix,
  { words, locale, typeOf }: Saying & { typeOf(node: string): string },
): string {
  if (name) return wordIn(name, locale);
  const [first] = set;
  if (!first) return '';
  const { node, parameter, value } = first;
  const say = { language: locale, yes: '', no: '' };
  return fill(words.nearest, {
    value: saySetting(compiled, { type: typeOf(node), parameter, value }, say),
  });
}
