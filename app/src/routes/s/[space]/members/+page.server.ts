import { redirect } from '@sveltejs/kit';
import { memberPage, readMembers } from '#features/spaces/server/member-reads.ts';
import { changeMember, leaveSpace, removeMember } from '#features/spaces/server/memberships.ts';
import { readOrganisations } from '#features/spaces/server/organisation-reads.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const asked = Object.entries(Object.fromEntries(event.url.searchParams));
  const wanted = need(
    event,
    parse(memberPage, Object.fromEntries(asked.filter(([, value]) => value))),
  );
  const [read, together] = await Promise.all([
    readMembers(services, actor, space, wanted),
    readOrganisations(services, actor, space),
  ]);
  const listed = need(event, read);
  const { organisations } = need(event, together);
  return { wanted, ...listed, organisations: organisations.map(({ id, name }) => ({ id, name })) };
};

export const actions: Actions = {
  change: async (event) => {
    const data = await event.request.formData();
    const typed = typedValues(data);
    const organisation = typed.organisation || null;
    const input = { ...typed, organisation, space: event.params.space };
    const changed = await act(event, changeMember, { name: 'change', data, input });
    return changed.kind === 'failure' ? changed.failure : { saved: String(typed.person) };
  },
  remove: async (event) => {
    const data = await event.request.formData();
    const input = { person: data.get('person'), space: event.params.space };
    const removed = await act(event, removeMember, { name: 'remove', data, input });
    if (removed.kind === 'failure') return removed.failure;
  },
  leave: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space };
    const left = await act(event, leaveSpace, { name: 'leave', data, input });
    if (left.kind === 'failure') return left.failure;
    redirect(303, '/');
  },
};
