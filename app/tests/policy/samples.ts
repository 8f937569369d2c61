/** A valid body for each route that takes one, by `METHOD path`. A route that is missing here fails the matrix test. */
export const samples: Record<string, unknown> = {
  'post /spaces': {
    name: 'Another',
    objective: 'sales',
    visibility: 'private',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  },
  'patch /spaces/{space}': {
    name: 'Renamed',
    objective: 'sales',
    visibility: 'VISIBILITY',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
    version: 1,
  },
  'delete /spaces/{space}': { name: 'not its name' },
  'put /spaces/{space}/targets': { measure: 'posts', goal: 20 },
  'patch /spaces/{space}/members/{person}': { role: 'maker', organisation: null },
  'post /spaces/{space}/organisations': { kind: 'maker', name: 'Mill' },
  'patch /spaces/{space}/organisations/{organisation}': { kind: 'partner', name: 'Branch' },
  'post /spaces/{space}/invitations': { role: 'peer' },
  'post /spaces/{space}/webhooks': { url: 'https://example.org/hook', kinds: ['member.joined'] },
};

/** Routes that take a path parameter which does not decide who may see the object: a token is its own key. */
export const OPENED_BY_TOKEN = new Set([
  'get /invitations/{token}',
  'post /invitations/{token}/acceptance',
]);
