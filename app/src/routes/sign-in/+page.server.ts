import { redirect } from '@sveltejs/kit';
import { signIn } from '#features/people/server/sign-in.ts';
import { formFailure } from '#lib/web/form-action.ts';
import { nextPath, setSession } from '#lib/web/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor.kind === 'person') redirect(303, nextPath(url));
};

export const actions: Actions = {
  default: async (event) => {
    const { services, from } = event.locals;
    const data = await event.request.formData();
    const outcome = await signIn(
      services,
      { email: data.get('email'), password: data.get('password') },
      from,
    );
    if (outcome.kind === 'refused') return formFailure(event, 'sign-in', data, outcome);
    setSession(event.cookies, event.url, outcome.value.token);
    redirect(303, nextPath(event.url));
  },
};
