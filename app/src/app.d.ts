import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import type { Viewer } from '#lib/web/viewer.ts';

declare global {
  namespace App {
    interface Locals {
      services: Services;
      actor: Actor;
      viewer: Viewer;
      /** Where the request came from, for limits and the list of devices. */
      from: { address: string; device: string };
    }
    interface Platform {
      req: {
        muster?: { services: Services; address: string; describeApi(): Promise<Response> };
      };
    }
    interface Error {
      message: string;
      /** A word of the refusal catalogue. */
      name?: string;
    }
  }
}
