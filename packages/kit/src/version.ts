import type { DesignNode } from './design.ts';
import { canonicalOf, hashOf } from './hash.ts';

/**
 * A published design: frozen, and named by what it holds. Who made it and when stands beside it and not in it, so that
 * a person can be forgotten and the version stays what it is.
 */
export interface DesignVersion {
  readonly format: 1;
  /** The hash of its kit. */
  readonly kit: string;
  readonly root: DesignNode;
  /** The ids of the versions that it was made from, at most two; none: from nothing. */
  readonly parents: readonly string[];
  readonly title: string;
  /** Why it was made, or what it does better. */
  readonly reason: string;
}

/** The id of a version: SHA-256 of its canonical text, base64url. */
export function versionId(version: DesignVersion): string {
  return hashOf(version);
}

/** The canonical text of a version, whose SHA-256 is its id: what anybody needs who wants to check it. */
export function versionText(version: DesignVersion): string {
  return canonicalOf(version);
}
