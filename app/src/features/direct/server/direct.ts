/** The face of direct offers: what the installation plays. */
export { offerStandsOf } from './offers-standing.ts';
export { openDirectOffer } from './open-direct-offer.ts';
export { directFollower, orderDirect } from './order-direct.ts';
