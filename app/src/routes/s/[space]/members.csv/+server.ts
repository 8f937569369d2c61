import { memberPage, readMembersToDownload } from '#features/spaces/server/member-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['name', 'handle', 'role', 'organisation', 'joined'];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(memberPage, Object.fromEntries(asked)));
  const { space } = event.params;
  const members = need(event, await readMembersToDownload(services, actor, space, wanted));
  const rows = members.map(({ name, handle, role, organisation, joinedAt }) => [
    name,
    handle,
    role,
    organisation?.name ?? '',
    joinedAt,
  ]);
  return csvDownload(`${space}-members`, csvOf(COLUMNS, rows));
};
