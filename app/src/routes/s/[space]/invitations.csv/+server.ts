import {
  invitationPage,
  readInvitationsToDownload,
} from '#features/spaces/server/invitation-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const COLUMNS = [
  'email',
  'role',
  'organisation',
  'state',
  'used',
  'uses left',
  'mails',
  'came by it',
  'made',
  'expires',
];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(invitationPage, Object.fromEntries(asked)));
  const { space } = event.params;
  const invitations = need(event, await readInvitationsToDownload(services, actor, space, wanted));
  const rows = invitations.map((one) => [
    one.email ?? '',
    one.role,
    one.organisationName ?? '',
    one.state,
    one.used,
    one.usesLeft,
    one.mailsSent,
    one.cameBy.join('; '),
    one.createdAt,
    one.expiresAt,
  ]);
  return csvDownload(`${space}-invitations`, csvOf(COLUMNS, rows));
};
