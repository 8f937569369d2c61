/** What an access token may be used for. */
export const SCOPES = ['read', 'write', 'host', 'account', 'operate'] as const;
export type Scope = (typeof SCOPES)[number];

export type PersonActor = {
  kind: 'person';
  personId: string;
  operator: boolean;
  /** The session or access token that was shown, and when its holder last proved who they are. */
  by:
    | { kind: 'session'; id: string; provedAt: Date }
    | { kind: 'token'; id: string; scopes: Scope[]; provedAt: Date | null };
};

/**
 * Who asks. `identity` is somebody who is just proving who they are (sign-up, sign-in, recovery); `space` and
 * `installation` are the worker and the command line. Row-level security is told the same words.
 */
export type Actor =
  | { kind: 'visitor' }
  | PersonActor
  | { kind: 'identity' }
  | { kind: 'space'; spaceId: string }
  | { kind: 'installation' };

export const visitor: Actor = { kind: 'visitor' };

/** The name under which an actor's idempotency keys are kept; keys of two actors never meet. */
export function receiptOwner(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person:${actor.personId}`;
    case 'space':
      return `space:${actor.spaceId}`;
    default:
      return actor.kind;
  }
}

export function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
