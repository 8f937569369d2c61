import { fromBase64, toBase64 } from '@muster/studio/base64';
import { inOne } from '@muster/studio/shared-document';
import type { EditorOptions } from '@muster/studio/editor';
import type { LiveConnection } from '#ui/live/live-connection.ts';

/** What the server tells of a bench. */
export type BenchShown = {
  id: string;
  address: string;
  newest: number;
  document: string | null;
  updates: string[];
  position: string;
  here: { writer: number; handle: string; name: string; colour: number; inHand: string }[];
};
/** What the window works on: the studio, as far as it has to do with others. */
type Studio = {
  readonly selected: string;
  /** While a handle is being dragged. */
  readonly held: unknown;
  others: readonly Pick<BenchShown['here'][number], 'writer' | 'name' | 'colour' | 'inHand'>[];
  join(document: Uint8Array, options: EditorOptions): void;
  take(updates: readonly Uint8Array[]): void;
};
type Kept = { writer: number; update: string };

const TELL_MS = 250;
const HAND_MS = 150;
const BEAT_MS = 10_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * One window at a bench: tells what is done here, hears what others did, and says what is in hand. Without a connection the
 * work goes on; what could not be told is kept on the device and told when there is one again.
 */
export class BenchWindow {
  here = $state.raw<BenchShown['here']>([]);
  away = $state(false);
  /** May not work on it any more. */
  gone = $state(false);
  /** Why the last change was not taken. */
  refused = $state<string>();
  readonly writer = newWriter();
  #studio: Studio;
  #path: string;
  #keptAt: string;
  #newest = 0;
  #untold: Uint8Array[] = [];
  #telling = false;
  #looking = false;
  #lookAgain = false;
  #waitMs = FIRST_WAIT_MS;
  #tellTimer: ReturnType<typeof setTimeout> | undefined;
  #handTimer: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(studio: Studio, of: { space: string; bench: string; person: string }) {
    this.#studio = studio;
    this.#path = `/api/v1/spaces/${of.space}/benches/${of.bench}`;
    this.#keptAt = `bench:${of.bench}:${of.person}`;
  }

  /** Comes to the bench as the page has read it; the returned function leaves it. */
  start(shown: BenchShown, { space, connection }: { space: string; connection: LiveConnection }) {
    this.#begin(shown);
    const unfollow = connection.follow({
      space,
      topic: `bench:${shown.id}`,
      kinds: ['stirred'],
      since: shown.position,
      hear: () => void this.#look(),
      reload: () => void this.#look(),
    });
    void this.#tellKept().then(() => this.#look());
    this.hold();
    this.#beat = setInterval(
      () => document.visibilityState === 'visible' && this.#sayHand(),
      BEAT_MS,
    );
    addEventListener('online', this.#tellNow);
    addEventListener('pagehide', this.#goAway);
    return () => {
      unfollow();
      this.#goAway();
      clearInterval(this.#beat);
      removeEventListener('online', this.#tellNow);
      removeEventListener('pagehide', this.#goAway);
    };
  }

  /** Something else was chosen. */
  hold(): void {
    clearTimeout(this.#handTimer);
    this.#handTimer = setTimeout(() => this.#sayHand(), HAND_MS);
  }

  #begin({ document, updates, newest, here }: BenchShown): void {
    const [begin, ...further] = piecesOf({ document, updates });
    if (!begin) return;
    this.#studio.join(begin, {
      writer: this.writer,
      onUpdate: (update) => this.#tell(update),
    });
    this.#studio.take(further);
    this.#newest = newest;
    this.#show(here);
  }

  #show(here: BenchShown['here']): void {
    this.here = here;
    this.#studio.others = here.filter(({ writer }) => writer !== this.writer);
  }

  #tell(update: Uint8Array): void {
    this.#untold.push(update);
    this.#tellIn(TELL_MS);
  }

  #tellIn(milliseconds: number): void {
    clearTimeout(this.#tellTimer);
    this.#tellTimer = setTimeout(this.#tellNow, milliseconds);
  }

  /** One at a time, in order; while a handle is held nothing is told, since only where it comes to rest counts. */
  #tellNow = (): void => {
    if (this.#untold.length === 0 || this.#telling || this.gone) return;
    if (this.#studio.held) return this.#tellIn(TELL_MS);
    const update = inOne(this.#untold.splice(0));
    this.#telling = true;
    void this.#send({ writer: this.writer, update: toBase64(update) }, update).finally(() => {
      this.#telling = false;
      if (this.#untold.length > 0) this.#tellIn(this.away ? this.#waitMs : TELL_MS);
    });
  };

  async #send(told: Kept, update: Uint8Array): Promise<void> {
    const answer = await this.#call('POST', '/updates', told);
    if (!answer || isPassing(answer.status)) {
      this.#untold.unshift(update);
      this.away = true;
      this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
      return;
    }
    this.away = false;
    this.#waitMs = FIRST_WAIT_MS;
    if (answer.ok) this.refused = undefined;
    else if (this.#isGone(answer.status)) return;
    else await this.#beginAgain(await reasonOf(answer));
  }

  /** The server took none of it: what stands on the bench counts. */
  async #beginAgain(reason: string): Promise<void> {
    this.#untold = [];
    const answer = await this.#call('GET', '');
    if (!answer?.ok) return;
    this.#begin((await answer.json()) as BenchShown);
    this.refused = reason;
  }

  async #look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    do {
      this.#lookAgain = false;
      const answer = await this.#call('GET', `?since=${this.#newest}`);
      if (!answer || this.#isGone(answer.status) || !answer.ok) break;
      const news = (await answer.json()) as BenchShown;
      this.#studio.take(piecesOf(news));
      this.#newest = Math.max(this.#newest, news.newest);
      this.#show(news.here);
    } while (this.#lookAgain);
    this.#looking = false;
  }

  #sayHand(): void {
    if (this.gone) return;
    const hand = { writer: this.writer, inHand: this.#studio.selected };
    void this.#call('PUT', '/hand', hand).then(async (answer) => {
      if (!answer || this.#isGone(answer.status) || !answer.ok) return;
      if (this.#untold.length === 0) this.away = false;
      const { newest } = (await answer.json()) as { newest: number };
      if (newest > this.#newest) await this.#look();
    });
  }

  #goAway = (): void => {
    clearTimeout(this.#handTimer);
    clearTimeout(this.#tellTimer);
    this.#keepUntold();
    void this.#call('PUT', '/hand', { writer: this.writer, inHand: '' }, true);
  };

  #keepUntold(): void {
    if (this.#untold.length === 0) return;
    const kept: Kept = { writer: this.writer, update: toBase64(inOne(this.#untold)) };
    try {
      localStorage.setItem(this.#keptAt, JSON.stringify(kept));
    } catch {
      // A full device: it is in this window for as long as it is open.
    }
  }

  /** What an earlier window of this device could not tell, told in its name. */
  async #tellKept(): Promise<void> {
    const text = localStorage.getItem(this.#keptAt);
    if (!text) return;
    const answer = await this.#call('POST', '/updates', JSON.parse(text) as Kept);
    if (answer && !isPassing(answer.status)) localStorage.removeItem(this.#keptAt);
  }

  #isGone(status: number): boolean {
    this.gone ||= status === 403 || status === 404;
    return this.gone;
  }

  #call(
    method: string,
    path: string,
    body?: object,
    keepalive = false,
  ): Promise<Response | undefined> {
    const headers = { 'content-type': 'application/json' };
    const sent = body ? { body: JSON.stringify(body), headers } : {};
    return fetch(`${this.#path}${path}`, { method, keepalive, ...sent }).catch(() => undefined);
  }
}

function piecesOf({ document, updates }: Pick<BenchShown, 'document' | 'updates'>): Uint8Array[] {
  return [document, ...updates].flatMap((text) => (text && fromBase64(text)) || []);
}

/** Of a session that has ended, a server that is busy or starting: later it will be taken. */
function isPassing(status: number): boolean {
  return status === 401 || status === 429 || status >= 500;
}

async function reasonOf(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as { fields?: { reason: string }[] };
  return problem.fields?.[0]?.reason ?? '';
}

/** A number that no other window has chosen; the small ones are the server's own. */
function newWriter(): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return 1_000 + (number % 4_294_966_000);
}
