import type { DesignValue } from './design.ts';
import type { Citation, Severity, Words } from './kit.ts';

/** A judgement about a design, with its numbers, the parts that it is about, and what would mend it. */
export interface Finding {
  /** The rule's id, or the name of what is out of place in the design itself. */
  readonly rule: string;
  readonly severity: Severity;
  readonly node: string;
  /** Null for what is out of place in the design itself: those have words of their own in every language. */
  readonly message: Words | null;
  readonly numbers: Readonly<Record<string, number | string | null>>;
  readonly parts: readonly string[];
  readonly citation?: Citation;
  readonly fixes: readonly FoundFix[];
}

export interface FoundFix {
  readonly id: string;
  readonly name?: Words;
  readonly set: readonly {
    readonly node: string;
    readonly parameter: string;
    readonly value: DesignValue;
  }[];
}
