import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { listedOffer, offerView, readOffer, readOffers } from './direct-reads.ts';
import {
  closeDirectOffer,
  onOffer,
  openDirectOffer,
  openDirectOfferInput,
} from './open-direct-offer.ts';
import { orderDirect, orderDirectInput } from './order-direct.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Direct', scope: 'write' } as const;
const offerPath = '/spaces/{space}/direct-offers/{offer}';

/** The public API of direct offers. */
export const directRoutes: ApiRoute[] = [
  apiRoute({
    ...about,
    method: 'get',
    path: '/spaces/{space}/direct-offers',
    action: 'direct.read',
    scope: 'read',
    summary: 'The direct offers of a space',
    params: inSpace,
    answer: z.object({
      offers: z.array(listedOffer),
      pools: z
        .array(z.object({ address: z.string(), title: z.string(), variant: z.string().nullable() }))
        .meta({ description: 'What you may open an offer for, one for each variant.' }),
    }),
    run: ({ services, actor, params }) => readOffers(services, actor, params.space),
  }),
  apiRoute({
    ...about,
    method: 'get',
    path: offerPath,
    action: 'direct.read',
    scope: 'read',
    summary: 'A direct offer, and whether it or another pool is better now',
    params: onOffer,
    query: z.object({ day: z.coerce.number().int().min(0).max(1_000_000).optional() }),
    answer: offerView,
    run: ({ services, actor, params, query }) =>
      readOffer(services, actor, { ...params, ...query }),
  }),
  commandRoute(openDirectOffer, {
    ...about,
    method: 'post',
    path: '/spaces/{space}/direct-offers',
    summary: 'Offer to one alone what was made for a pool, as its maker',
    params: inSpace as never,
    body: openDirectOfferInput.omit({ space: true }) as never,
    answer: z.object({ offer: z.string() }),
    status: 201,
  }),
  commandRoute(closeDirectOffer, {
    ...about,
    method: 'delete',
    path: offerPath,
    summary: 'End a direct offer; what was ordered stays ordered',
    params: onOffer as never,
    answer: z.object({ closed: z.boolean() }),
  }),
  commandRoute(orderDirect, {
    ...about,
    method: 'post',
    path: `${offerPath}/orders`,
    summary: 'Order directly; the answer names the invoice',
    params: onOffer as never,
    body: orderDirectInput.omit({ space: true, offer: true }) as never,
    answer: z.object({ invoice: z.string() }),
    status: 201,
  }),
];
