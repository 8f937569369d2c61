import { getContext, setContext } from 'svelte';

/** What a part of a page wants to hear of. */
export type Wish = {
  /** The address of the space that the topic belongs to; absent for what is for the person alone. */
  space?: string;
  topic: string;
  kinds: readonly string[];
  /** Where the page stood when it was read: what happened since is told first. */
  since: string;
  hear(kind: string, data: unknown): void;
  /** More was missed than can be told: read the page anew. */
  reload(): void;
};

type Followed = Wish & { from: string };

const JOIN_MS = 30;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
/** A browser opens six connections to a server: windows that nobody looks at give theirs back. */
const HIDDEN_MS = 60_000;

/** The one live connection of a window; its parts come and go, and it goes on where it stood. */
export class LiveConnection {
  #wishes = new Set<Followed>();
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitMs = FIRST_WAIT_MS;

  /** Follows until the returned function is called. */
  follow(wish: Wish): () => void {
    const followed = { ...wish, from: wish.since };
    if (this.#wishes.size === 0) document.addEventListener('visibilitychange', this.#look);
    this.#wishes.add(followed);
    this.#openIn(JOIN_MS);
    return () => {
      this.#wishes.delete(followed);
      if (this.#wishes.size === 0) document.removeEventListener('visibilitychange', this.#look);
      this.#openIn(JOIN_MS);
    };
  }

  #look = () => {
    if (document.visibilityState === 'visible') {
      if (!this.#source) this.#openIn(0);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#close(), HIDDEN_MS);
  };

  #openIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), milliseconds);
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #open(): void {
    this.#close();
    if (this.#wishes.size === 0) return;
    const source = new EventSource(addressOf([...this.#wishes]));
    this.#source = source;
    source.addEventListener('error', () => {
      // The browser comes back by itself, unless it was answered with an error.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#close();
      this.#openIn(this.#waitMs);
      this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    });
    source.addEventListener('ready', (event) => {
      this.#waitMs = FIRST_WAIT_MS;
      this.#stand(event.lastEventId);
    });
    source.addEventListener('beat', (event) => this.#stand(event.lastEventId));
    source.addEventListener('reload', () => this.#wishes.forEach((wish) => wish.reload()));
    const kinds = new Set([...this.#wishes].flatMap((wish) => wish.kinds));
    for (const kind of kinds) source.addEventListener(kind, (event) => this.#hear(kind, event));
  }

  #hear(kind: string, event: MessageEvent<string>): void {
    const { topic, data } = JSON.parse(event.data) as { topic: string; data: unknown };
    for (const wish of this.#wishes) {
      const mine = topic === wish.topic || topic.endsWith(`/${wish.topic}`);
      if (mine && wish.kinds.includes(kind)) wish.hear(kind, data);
    }
    this.#stand(event.lastEventId);
  }

  #stand(at: string): void {
    if (at) for (const wish of this.#wishes) wish.from = at;
  }
}

/** One stream carries all: the topics of the space of the page, and what is for the person besides. */
function addressOf(wishes: readonly Followed[]): string {
  const space = wishes.find((wish) => wish.space)?.space;
  const topics = wishes.filter((wish) => wish.space === space && space).map(({ topic }) => topic);
  const since = wishes.map(({ from }) => from).reduce(earlier);
  const query = new URLSearchParams({ ...(space ? { topics: topics.join(',') } : {}), since });
  return `/api/v1/${space ? `spaces/${space}` : 'me'}/live?${query.toString()}`;
}

function earlier(one: string, other: string): string {
  const [a, b] = [one, other].map((text) => BigInt(/^\d+/.exec(text)?.[0] ?? 0));
  if (a === b) return one < other ? one : other;
  return (a ?? 0n) < (b ?? 0n) ? one : other;
}

const KEY = Symbol('live connection');

/** The frame makes the connection of its window; the parts below it share it. */
export function openConnection(): LiveConnection {
  return setContext(KEY, new LiveConnection());
}

export function ownConnection(): LiveConnection {
  return getContext<LiveConnection>(KEY);
}
