import type { z } from 'zod';
import type { Actor, Scope } from './actor.ts';
import { type Command, execute } from './commands/command.ts';
import type { Outcome } from './outcome.ts';
import type { Services } from './services.ts';

/** One call of the public API: what came in has been parsed by the schemas of its route. */
export type ApiCall<Params, Query, Body> = {
  services: Services;
  actor: Actor;
  params: Params;
  query: Query;
  body: Body;
  /** The Idempotency-Key header. */
  key: string | undefined;
  /** Where the call came from, for limits and the list of devices. */
  from: { address: string; device: string; https: boolean };
};

/** A route of the public API as data: the server, its description, and the matrix test are all made from it. */
export type ApiRoute<Params = unknown, Query = unknown, Body = unknown> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Under /api/v1, parameters in braces: `/spaces/{space}/posts`. */
  path: string;
  /** The row of the policy table that decides. */
  action: string;
  /** What an access token must be allowed; `none` for what needs no sign-in. */
  scope: Scope | 'none';
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Bytes of the body, at most; half a megabyte where nothing is said. */
  bodyMost?: number;
  /** The body is raw bytes of these media types, at most so many; `call.body` is then a Uint8Array. */
  bytes?: { mediaTypes: readonly string[]; most: number };
  /** What is answered on success. Absent: 204 without a body. */
  answer?: z.ZodType;
  status?: 200 | 201 | 202;
  run(call: ApiCall<Params, Query, Body>): Promise<Outcome<unknown>>;
};

/** Gives the parts of a route their types, then lets go of them so that routes fit into one list. */
export function apiRoute<Params, Query, Body>(route: ApiRoute<Params, Query, Body>): ApiRoute {
  return route as unknown as ApiRoute;
}

/** The commonest route: parameters and body together are the input of one command. */
export function commandRoute<Input, Subject, Value>(
  command: Command<Input, Subject, Value>,
  route: Omit<
    ApiRoute<Record<string, unknown>, unknown, Record<string, unknown>>,
    'run' | 'action'
  >,
): ApiRoute {
  return apiRoute({
    ...route,
    action: command.action,
    run: ({ services, actor, params, body, key }) =>
      execute(services, actor, command, { ...body, ...params }, { key }),
  });
}
