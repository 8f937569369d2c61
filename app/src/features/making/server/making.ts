/** The face of making: what direct may call, and what the installation plays. */
export { answerOrder } from './answer-order.ts';
export { confirmDelivery, dispatch } from './deliveries.ts';
export { isMakerOf, standingOn } from './find-order.ts';
export { payMaker, releaseMilestone, showMilestone } from './milestones.ts';
export { orderFollower, placeOrder } from './place-order.ts';
export { unfinishedFor } from './unfinished-for.ts';
export { dueDeliveries } from './due-deliveries.job.ts';
