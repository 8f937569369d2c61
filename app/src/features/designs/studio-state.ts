import type { DesignNode } from '@muster/kit/design';
import type { Conflict } from '@muster/kit/merge';

/** What the server made of the form of the studio. */
export type Worked = {
  root: DesignNode;
  selected: string;
  title: string;
  reason: string;
  conflicts?: readonly Conflict[];
};

/** What the form for publishing holds and may do. */
export type PublishState = {
  title: string;
  reason: string;
  key: string;
  publishes: boolean;
  space: string;
  parents: readonly {
    design: string;
    number: number;
    title: string;
    author: string;
    canFollow: boolean;
  }[];
  refused: { message: string; fields: { field: string; message: string }[] } | undefined;
};
