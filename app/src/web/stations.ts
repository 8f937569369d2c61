import { allows, type PolicyTable, type Role } from '#server/policy.ts';

/** A room of a space: its path below the space, and the action of the policy table that lets one use it. */
type Station = { room: string; action: string; part: 'chain' | 'house' };

/** In the order of the chain, then what keeps the house. A slice that adds a room adds a line here, and its name to the words of the shell. */
const STATIONS = [
  { room: 'journal', action: 'post.read', part: 'chain' },
  { room: 'wanted', action: 'wanted.read', part: 'chain' },
  { room: 'designs', action: 'design.read', part: 'chain' },
  { room: 'pools', action: 'pool.read', part: 'chain' },
  { room: 'making', action: 'order.list', part: 'chain' },
  { room: 'direct', action: 'direct.read', part: 'chain' },
  { room: 'scorecard', action: 'scorecard.read', part: 'chain' },
  { room: 'invoices', action: 'invoice.list', part: 'house' },
  { room: 'payments', action: 'payment.manage', part: 'house' },
  { room: 'members', action: 'member.read', part: 'house' },
  { room: 'organisations', action: 'organisation.read', part: 'house' },
  { room: 'invitations', action: 'invitation.manage', part: 'house' },
  { room: 'targets', action: 'target.set', part: 'house' },
  { room: 'webhooks', action: 'webhook.read', part: 'house' },
  { room: 'moderation', action: 'report.review', part: 'house' },
  { room: 'settings', action: 'space.settle', part: 'house' },
] as const satisfies readonly Station[];

export type Room = (typeof STATIONS)[number]['room'];
export type UsableRoom = { room: Room; part: Station['part'] };

/** The rooms that somebody can use in a space, as the policy tables say. */
export function usableRooms(
  policies: PolicyTable,
  space: { role: string; visibility: string },
): UsableRoom[] {
  const standing = { role: space.role as Role, own: false, open: space.visibility === 'public' };
  return STATIONS.filter(({ action }) => {
    const row = policies[action];
    return row !== undefined && allows(row, standing);
  }).map(({ room, part }) => ({ room, part }));
}
