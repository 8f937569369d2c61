import { messages as de } from './messages/de.ts';
import { messages as en } from './messages/en.ts';

/** What a notification says in one sentence; the page, the mails and the digest say the same. */
export function sayNotification(
  locale: string,
  view: { kind: string; who: string; title: string; facts: Record<string, string> },
): string {
  const words = locale === 'de' ? de : en;
  const sentence = lineOf(words, view.kind);
  const { names, more, role, outcome, decision, reason, count } = view.facts;
  const parts: Record<string, string> = {
    who: view.who || words.somebody,
    title: view.title,
    names: more ? words.namesAndMore.replace('{names}', names ?? '').replace('{more}', more) : '',
    role: role ? (pick(words.roles, role) ?? role) : '',
    outcome: outcome ? (pick(words.outcomes, outcome) ?? outcome) : '',
    decision: decision ? (pick(words.decisions, decision) ?? decision) : '',
    reason: reason ? (pick(words.reasons, reason) ?? reason) : '',
    count: count ?? '',
  };
  if (names && !more) parts.names = names;
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}

function lineOf(words: typeof en, kind: string): string {
  return pick(words.kinds, kind)?.line ?? words.somebody;
}

function pick<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
