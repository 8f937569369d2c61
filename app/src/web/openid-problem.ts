import { sayRefusal } from './refusal-words.ts';

const PROBLEMS = new Set([
  'openid-down',
  'openid-declined',
  'openid-unverified',
  'openid-taken',
  'openid-other',
  'openid-lost',
  'verify-first',
  'invited-only',
]);

/** Why a trip to the outside provider led nowhere: the way back is a redirect, so the address names it. */
export function openIdProblem(locale: string, url: URL): string | undefined {
  const because = url.searchParams.get('problem') ?? '';
  return PROBLEMS.has(because) ? sayRefusal(locale, { name: 'not-now', because }) : undefined;
}

/** Where a trip that led nowhere ends: the page that it began on, with the reason. */
export function withProblem(
  purpose: 'sign-in' | 'link' | 'prove',
  next: string,
  problem: string,
): string {
  const from = { 'sign-in': '/sign-in', link: '/settings/ways-in', prove: '/settings/prove' }[
    purpose
  ];
  return `${from}?${new URLSearchParams({ problem, next })}`;
}
