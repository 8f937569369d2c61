import { redirect } from '@sveltejs/kit';
import { readAfterPool } from '#features/direct/server/after-pool.ts';
import { amendCommitment, withdrawCommitment } from '#features/pools/server/change-commitment.ts';
import { commit } from '#features/pools/server/commit.ts';
import { inviteMaker } from '#features/pools/server/invite-maker.ts';
import { readOwnCommitment } from '#features/pools/server/own-commitment.ts';
import { readPool } from '#features/pools/server/pool-reads.ts';
import { voidPool } from '#features/pools/server/void-pool.ts';
import { withdrawQuote } from '#features/pools/server/write-quote.ts';
import { readOrganisations } from '#features/spaces/server/organisation-reads.ts';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { act, actInGroup, need, signInPath } from '#lib/web/form-action.ts';
import { readCommitmentForm } from '#lib/web/pool-forms.ts';
import { askedOf, loadThread, threadActions } from '#lib/web/thread-actions.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

const BUYERS = new Set(['host', 'peer', 'partner']);

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const pool = need(event, await readPool(services, actor, event.params));
  const buys = BUYERS.has(space.role);
  const own = buys
    ? need(event, await readOwnCommitment(services, actor, event.params)).commitment
    : null;
  const now = services.clock.now();
  return {
    pool,
    buys,
    own,
    meToo: own || !buys ? null : await meTooOf(event, pool.wanted?.address),
    after:
      pool.stage === 'open'
        ? null
        : need(
            event,
            await readAfterPool(services, actor, { space: space.address, pool: pool.id }),
          ),
    makers: await makersToAsk(event, space.role, pool),
    binding: now >= new Date(pool.bindingFrom),
    over: now >= new Date(pool.closesAt),
    frozen: now >= new Date(pool.offersFreezeAt),
    origin: event.url.origin,
    thread: pool.thread ? await loadThread(event, space.address, pool.thread) : undefined,
    asked: await askedOf(event, pool.thread),
    key: crypto.randomUUID(),
  };
};

/** What somebody has said of the wanted before: the form of the commitment begins with it. */
async function meTooOf(event: PageServerLoadEvent, wanted: string | undefined) {
  if (wanted === undefined) return null;
  const { services, actor } = event.locals;
  const { space } = event.params;
  const read = await readWanted(services, actor, { space, wanted });
  return read.kind === 'done' ? read.value.mine : null;
}

/** Makers of the space whom the host has not asked yet. */
async function makersToAsk(
  event: PageServerLoadEvent,
  role: string,
  pool: { stage: string; invited: { id: string }[] },
) {
  if (role !== 'host' || pool.stage !== 'open') return null;
  const { services, actor } = event.locals;
  const { organisations } = need(
    event,
    await readOrganisations(services, actor, event.params.space),
  );
  return organisations
    .filter(({ kind, id }) => kind === 'maker' && pool.invited.every((one) => one.id !== id))
    .map(({ id, name }) => ({ id, name }));
}

export const actions: Actions = {
  ...threadActions(async (event) => {
    const { space, pool = '' } = event.params;
    const { services, actor } = event.locals;
    return need(event, await readPool(services, actor, { space, pool })).thread ?? '';
  }),
  commit: async (event) => {
    const { services, actor } = event.locals;
    if (actor.kind === 'visitor') redirect(303, signInPath(event.url));
    const data = await event.request.formData();
    const pool = need(event, await readPool(services, actor, event.params));
    const input = { ...event.params, ...readCommitmentForm(data, pool.currency) };
    const made = await actInGroup(event, commit, { name: 'commit', data, input });
    if (made.kind === 'failure') return made.failure;
    redirect(303, `${event.url.pathname}#commit`);
  },
  amend: async (event) => {
    const { services, actor } = event.locals;
    const data = await event.request.formData();
    const pool = need(event, await readPool(services, actor, event.params));
    const input = { ...event.params, ...readCommitmentForm(data, pool.currency) };
    const changed = await act(event, amendCommitment, { name: 'commit', data, input });
    if (changed.kind === 'failure') return changed.failure;
    redirect(303, `${event.url.pathname}#commit`);
  },
  withdraw: async (event) => {
    const data = await event.request.formData();
    const form = { name: 'commit', data, input: event.params };
    const left = await act(event, withdrawCommitment, form);
    if (left.kind === 'failure') return left.failure;
    redirect(303, event.url.pathname);
  },
  invite: async (event) => {
    const data = await event.request.formData();
    const input = { ...event.params, organisation: data.get('organisation') };
    const asked = await act(event, inviteMaker, { name: 'invite', data, input });
    if (asked.kind === 'failure') return asked.failure;
  },
  takeBack: async (event) => {
    const data = await event.request.formData();
    const back = await act(event, withdrawQuote, { name: 'quote', data, input: event.params });
    if (back.kind === 'failure') return back.failure;
  },
  end: async (event) => {
    const data = await event.request.formData();
    const input = { ...event.params, reason: data.get('reason'), note: data.get('note') };
    const ended = await act(event, voidPool, { name: 'end', data, input });
    if (ended.kind === 'failure') return ended.failure;
    redirect(303, event.url.pathname);
  },
};
