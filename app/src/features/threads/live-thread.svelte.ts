/** A comment as the server shows it to everybody. */
export type ShownComment = {
  id: string;
  author: { id: string; handle: string; name: string };
  html: string | null;
  createdAt: string;
  editedAt: string | null;
  removed: { at: string; byAuthor: boolean; reason: string } | null;
  answers: { id: string; author: string; excerpt: string } | null;
  reactions: { kind: string; count: number }[];
};

const KINDS = [
  'comment.written',
  'comment.edited',
  'comment.removed',
  'comment.restored',
  'reaction.changed',
];

/** The comments of an open window: what the page brought, and what has happened since. */
export class LiveThread {
  comments = $state<ShownComment[]>([]);

  constructor(comments: ShownComment[]) {
    this.comments = comments;
  }

  /** The page was read anew: what it says counts. */
  replace(comments: ShownComment[]): void {
    this.comments = comments;
  }

  /** A comment told twice shows the same once. */
  take(comment: ShownComment): void {
    const at = this.comments.findIndex(({ id }) => id === comment.id);
    if (at === -1) this.comments.push(comment);
    else this.comments[at] = comment;
  }

  /** Follows the thread until the returned function is called; the browser reconnects by itself. */
  follow(space: string, thread: string, onReturn: () => void): () => void {
    const source = new EventSource(`/api/v1/spaces/${space}/live?topics=thread:${thread}`);
    let opened = false;
    source.addEventListener('ready', () => {
      // Whatever happened while the connection was gone is read anew with the page.
      if (opened) onReturn();
      opened = true;
    });
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        const { data } = JSON.parse(event.data) as { data: { comment: ShownComment } };
        this.take(data.comment);
      });
    }
    return () => source.close();
  }
}
