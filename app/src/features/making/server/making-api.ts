import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { answerOrder, answerOrderInput } from './answer-order.ts';
import {
  confirmDelivery,
  dispatch,
  dispatchInput,
  onParcel,
  openDispute,
  openDisputeInput,
  settleDispute,
  settleDisputeInput,
} from './deliveries.ts';
import { onOrder } from './find-order.ts';
import { makingView, orderView, parcelPage, readMaking, readOrder } from './making-reads.ts';
import {
  onMilestone,
  payMaker,
  releaseMilestone,
  sendBackInput,
  sendMilestoneBack,
  showMilestone,
  showMilestoneInput,
} from './milestones.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Making', scope: 'write' } as const;
const byHost = { tag: 'Making', scope: 'host' } as const;
const orderPath = '/spaces/{space}/orders/{order}';
const stepPath = `${orderPath}/milestones/{milestone}`;
const parcelPath = '/spaces/{space}/parcels/{parcel}';
const step = z.object({ milestone: z.string() });

/** The public API of making. */
export const makingRoutes: ApiRoute[] = [
  apiRoute({
    ...about,
    method: 'get',
    path: '/spaces/{space}/orders',
    action: 'order.list',
    scope: 'read',
    summary: 'The orders that you have to do with, as host, maker or buyer',
    params: inSpace,
    answer: makingView,
    run: ({ services, actor, params }) => readMaking(services, actor, params.space),
  }),
  apiRoute({
    ...about,
    method: 'get',
    path: orderPath,
    action: 'order.read',
    scope: 'read',
    summary: 'An order: steps, parcels, books',
    params: onOrder,
    query: parcelPage,
    answer: orderView,
    run: ({ services, actor, params, query }) =>
      readOrder(services, actor, { ...params, ...query }),
  }),
  commandRoute(answerOrder, {
    ...about,
    method: 'put',
    path: `${orderPath}/answer`,
    summary: 'Accept or decline an order, as its maker',
    params: onOrder as never,
    body: answerOrderInput.omit({ space: true, order: true }) as never,
    answer: z.object({ order: z.string(), state: z.string() }),
  }),
  commandRoute(showMilestone, {
    ...about,
    method: 'put',
    path: stepPath,
    summary: 'Show that a step is done, with evidence',
    params: onMilestone as never,
    body: showMilestoneInput.omit({ space: true, order: true, milestone: true }) as never,
    answer: step,
  }),
  commandRoute(releaseMilestone, {
    ...byHost,
    method: 'post',
    path: `${stepPath}/release`,
    summary: 'Release the money of a step that was shown',
    params: onMilestone as never,
    answer: step,
  }),
  commandRoute(sendMilestoneBack, {
    ...byHost,
    method: 'post',
    path: `${stepPath}/sending-back`,
    summary: 'Say what is missing from a step',
    params: onMilestone as never,
    body: sendBackInput.omit({ space: true, order: true, milestone: true }) as never,
    answer: step,
  }),
  commandRoute(payMaker, {
    ...byHost,
    method: 'post',
    path: `${orderPath}/payouts`,
    summary: 'Say that what was released has been transferred to the maker',
    params: onOrder as never,
    answer: z.object({ amountMinor: z.number().int() }),
    status: 201,
  }),
  commandRoute(dispatch, {
    ...about,
    method: 'post',
    path: `${orderPath}/dispatch`,
    summary: 'Say that a parcel, or all of them, are on their way',
    params: onOrder as never,
    body: dispatchInput.omit({ space: true, order: true }) as never,
    answer: z.object({ sent: z.number().int() }),
  }),
  commandRoute(confirmDelivery, {
    ...about,
    method: 'put',
    path: `${parcelPath}/delivered`,
    summary: 'Confirm that it came',
    params: onParcel as never,
    answer: z.object({ parcel: z.string() }),
  }),
  commandRoute(openDispute, {
    ...about,
    method: 'post',
    path: `${parcelPath}/dispute`,
    summary: 'Say that something is wrong with it',
    params: onParcel as never,
    body: openDisputeInput.omit({ space: true, parcel: true }) as never,
    answer: z.object({ dispute: z.string() }),
    status: 201,
  }),
  commandRoute(settleDispute, {
    ...byHost,
    method: 'put',
    path: `${parcelPath}/dispute`,
    summary: 'Decide a dispute',
    params: onParcel as never,
    body: settleDisputeInput.omit({ space: true, parcel: true }) as never,
    answer: z.object({ outcome: z.string() }),
  }),
];
