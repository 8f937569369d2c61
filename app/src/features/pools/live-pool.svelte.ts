import type { LiveConnection } from '#ui/live/live-connection.ts';
import type { PoolPicture } from './pool-picture.ts';

const NOTHING: PoolPicture = {
  stage: 'open',
  currency: 'EUR',
  benchmarkMinor: null,
  commitments: 0,
  units: 0,
  now: null,
  tiers: [],
  offers: [],
  crowd: [],
  revealed: false,
  next: null,
  drift: 'no-offer',
  variants: [],
};

/** The picture of an open window: what the page brought, and what has happened since. */
export class LivePool {
  #shown = $state.raw<PoolPicture>(NOTHING);
  /** The window asks to be told what happens; without script it never does. */
  connected = $state(false);

  constructor(picture: PoolPicture) {
    this.#shown = picture;
  }

  get picture(): PoolPicture {
    return this.#shown;
  }

  /** The page was read anew: what it says counts. */
  replace(picture: PoolPicture): void {
    this.#shown = picture;
  }

  /** Follows the pool on the connection of the window, until the returned function is called. */
  follow(
    connection: LiveConnection,
    pool: { space: string; id: string; position: string },
    reload: () => void,
  ): () => void {
    this.connected = true;
    return connection.follow({
      space: pool.space,
      topic: `pool:${pool.id}`,
      kinds: ['pool.moved'],
      since: pool.position,
      hear: (_kind, data) => this.#hear(data, reload),
      reload,
    });
  }

  #hear(data: unknown, reload: () => void): void {
    const { picture } = data as { picture: PoolPicture };
    const ended = picture.stage !== this.#shown.stage;
    this.#shown = picture;
    // A close brings more than a picture: results, and the way to check them.
    if (ended) reload();
  }
}
