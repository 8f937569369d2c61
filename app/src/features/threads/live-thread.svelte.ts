import type { LiveConnection } from '#ui/live/live-connection.ts';

/** A comment as the server shows it to everybody. */
export type ShownComment = {
  id: string;
  author: { id: string; handle: string; name: string };
  body: string | null;
  html: string | null;
  version: number;
  createdAt: string;
  editedAt: string | null;
  removed: { at: string; byAuthor: boolean; reason: string } | null;
  pin?: { part: string; version: number } | null;
  answers: { id: string; author: string; excerpt: string } | null;
  reactions: { kind: string; count: number }[];
};

const KINDS = [
  'comment.written',
  'comment.edited',
  'comment.removed',
  'comment.restored',
  'reaction.changed',
  'thread.locked',
];

type Page = { comments: ShownComment[]; locked: boolean; later: boolean };

/** The comments of an open window: what the page brought, and what has happened since. */
export class LiveThread {
  comments = $state<ShownComment[]>([]);
  locked = $state(false);
  /** There are comments behind the last one shown. */
  later = $state(false);

  constructor(page: Page) {
    this.replace(page);
  }

  /** The page was read anew: what it says counts. */
  replace({ comments, locked, later }: Page): void {
    this.comments = [...comments];
    this.locked = locked;
    this.later = later;
  }

  follow(
    connection: LiveConnection,
    where: { space: string; thread: string; since: string },
    reload: () => void,
  ): () => void {
    return connection.follow({
      space: where.space,
      topic: `thread:${where.thread}`,
      kinds: KINDS,
      since: where.since,
      hear: (_kind, data) => {
        const heard = data as { comment?: ShownComment; locked?: boolean };
        if (heard.comment) this.#take(heard.comment);
        if (heard.locked !== undefined) this.locked = heard.locked;
      },
      reload,
    });
  }

  /** A comment told twice shows the same once; behind a page that does not reach the end it would stand out of order. */
  #take(comment: ShownComment): void {
    const at = this.comments.findIndex(({ id }) => id === comment.id);
    if (at !== -1) this.comments[at] = comment;
    else if (!this.later && comment.id > (this.comments.at(-1)?.id ?? ''))
      this.comments.push(comment);
  }
}
