import { readyToPublish, spaceKit, starter, starterWith } from '../ground/designs.ts';

const NOBODYS_ID = '01890000-0000-7000-8000-000000000000';

/** In the right form, and yet of a challenge that nobody asked for. */
const PASSKEY_ANSWER = {
  challenge: NOBODYS_ID,
  answer: {
    id: 'x',
    rawId: 'x',
    type: 'public-key',
    response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' },
  },
};

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
  'post /sign-ups': {
    name: 'Somebody New',
    email: 'new@example.org',
    password: 'three plain words',
  },
  'post /verifications': { token: 'x'.repeat(43) },
  'post /recoveries': { email: 'new@example.org' },
  'post /recoveries/completion': { token: 'x'.repeat(43), password: 'three plain words' },
  'post /sessions': { email: 'new@example.org', password: 'three plain words' },
  'post /sessions/passkey': PASSKEY_ANSWER,
  'patch /me': { about: 'Likes planks.' },
  'delete /me': { handle: 'not-my-handle' },
  'post /me/proofs': { password: 'three plain words' },
  'post /me/proofs/passkey': PASSKEY_ANSWER,
  'post /me/email': { email: 'moved@example.org' },
  'put /me/password': { newPassword: 'three plainer words' },
  'post /me/passkey-challenges': { purpose: 'register' },
  'post /me/passkeys': {
    challenge: NOBODYS_ID,
    name: 'Phone',
    answer: {
      id: 'x',
      rawId: 'x',
      type: 'public-key',
      response: { clientDataJSON: 'x', attestationObject: 'x' },
    },
  },
  'patch /me/passkeys/{passkey}': { name: 'Other phone' },
  'post /me/access-tokens': { name: 'script', scopes: ['read'] },
  'post /spaces/{space}/posts': { title: 'News', body: 'Something **new**.' },
  'patch /spaces/{space}/posts/{post}': { title: 'News', body: 'Something newer.', version: 1 },
  'put /spaces/{space}/posts/{post}/state': { to: 'published' },
  'put /me/drafts/{draft}': { fields: { body: 'Half a thou' }, version: 0 },
  'post /me/notifications/reading': { upTo: '2026-01-01T00:00:00.000Z' },
  'put /me/notification-choices/{kind}': { choice: 'daily' },
  'post /spaces/{space}/comments/{comment}/reports': { reason: 'Not kind.' },
  'post /spaces/{space}/posts/{post}/reports': { reason: 'Not true.' },
  'post /spaces/{space}/comments/{comment}/settlement': { outcome: 'removed', reason: 'Unkind.' },
  'post /spaces/{space}/posts/{post}/settlement': { outcome: 'kept' },
  'post /spaces/{space}/threads/{thread}/comments': { body: 'Well said.' },
  'patch /spaces/{space}/comments/{comment}': { body: 'Well said!', version: 1 },
  'post /spaces/{space}/comments/{comment}/removal': { reason: 'off topic' },
  'put /spaces/{space}/comments/{comment}/reaction': { kind: 'agree', on: true },
  'put /spaces/{space}/threads/{thread}/following': { on: true },
  'put /spaces/{space}/payments/settings': {
    holder: 'host',
    payee: 'Host',
    iban: 'DE89370400440532013000',
    version: 0,
  },
  'post /spaces/{space}/payments/statements': {
    text: 'date,amount,currency,reference\n2026-11-24,1.00,EUR,hello',
  },
  'put /spaces/{space}/payments/{payment}/invoice': {
    invoice: '00000000-0000-4000-8000-000000000000',
  },
  'put /spaces/{space}/orders/{order}/answer': { answer: 'accepted' },
  'put /spaces/{space}/orders/{order}/milestones/{milestone}': { evidence: 'Done.' },
  'post /spaces/{space}/orders/{order}/milestones/{milestone}/sending-back': { note: 'Why?' },
  'post /spaces/{space}/orders/{order}/dispatch': { tracking: 'DHL' },
  'post /spaces/{space}/parcels/{parcel}/dispute': { reason: 'It is broken.' },
  'put /spaces/{space}/parcels/{parcel}/dispute': { outcome: 'kept', answer: 'It is fine.' },
  'post /spaces/{space}/direct-offers': { pool: 'abcdefgh', priceMinor: 25_000, readyDays: 3 },
  'post /spaces/{space}/direct-offers/{offer}/orders': { units: 1 },
  'put /spaces/{space}/threads/{thread}/lock': { locked: true },
  'post /spaces/{space}/wanted': { title: 'A plain screen' },
  'patch /spaces/{space}/wanted/{wanted}': { title: 'A plain screen', version: 1 },
  'put /spaces/{space}/wanted/{wanted}/me-too': { quantity: 2, limitMinor: 30_000 },
  'post /spaces/{space}/wanted/{wanted}/proposals': { spec: [], note: 'Less is more.' },
  'post /spaces/{space}/wanted/{wanted}/proposals/{proposal}/decision': { outcome: 'declined' },
  'post /spaces/{space}/wanted/{wanted}/merges': { into: 'abcdefgh' },
  'post /spaces/{space}/wanted/{wanted}/merges/{merge}/decision': { outcome: 'declined' },
  'post /spaces/{space}/designs': readyToPublish(starter('bench'), 'A bench'),
  'post /spaces/{space}/designs/{design}/versions': {
    ...readyToPublish(starter('bench'), 'A bench'),
    after: 1,
  },
  'post /spaces/{space}/kits': { kit: spaceKit(), after: 0 },
  'put /spaces/{space}/kits/{kit}/prices': {
    after: 0,
    currency: 'EUR',
    place: 'Kiel',
    date: '2026-11-20',
    source: 'Holz Hansen',
    prices: [{ of: 'oak', per: 'm3', steps: [{ from: 1, minor: 250_000 }] }],
  },
  'post /spaces/{space}/pools': {
    title: 'Screens',
    variants: [{ name: '55 inch' }, { name: '65 inch' }],
    closesAt: '2099-12-31T12:00:00Z',
  },
  'post /spaces/{space}/benches': {
    ...readyToPublish(starter('bench'), 'A bench'),
    begun: 'bench',
  },
  'post /spaces/{space}/benches/{bench}/updates': { writer: 5_000, update: 'AAA=' },
  'post /spaces/{space}/benches/{bench}/changes': {
    before: starter('bench'),
    after: starterWith('bench', { width: 1_700_000 }),
  },
  'put /spaces/{space}/benches/{bench}/hand': { writer: 5_000, inHand: 'root' },
  'put /spaces/{space}/benches/{bench}/sharing': { byLink: true },
  'post /spaces/{space}/pools/{pool}/makers': {
    organisation: '01980000-0000-7000-8000-000000000000',
  },
  'post /spaces/{space}/pools/{pool}/end': { reason: 'cancelled', note: 'No need any more.' },
  'put /spaces/{space}/pools/{pool}/quote': {
    tiers: [{ from: 1, priceMinor: 900 }],
    leadDays: 30,
  },
  'post /spaces/{space}/pools/{pool}/commitment': { min: 1, max: 2, limitMinor: 1_000 },
  'patch /spaces/{space}/pools/{pool}/commitment': { min: 1, max: 3, limitMinor: 1_000 },
  'post /admin/first-operator': { token: 'x'.repeat(43) },
  'put /admin/installation': { name: 'Muster', locale: 'en', signUp: 'open' },
  'put /admin/people/{person}/operator': { operator: true },
  'put /admin/people/{person}/closed': { closed: true, reason: 'asked for it' },
  'post /admin/people/{person}/verification': { reason: 'known in person' },
  'post /admin/jobs/retries': { queue: 'mail.send', job: '01890000-0000-7000-8000-000000000000' },
};

/** The smallest picture that there is, for the route that takes one. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Routes that take a path parameter which does not decide who may see the object: a token is its own key. */
export const OPENED_BY_TOKEN = new Set([
  'get /invitations/{token}',
  'post /invitations/{token}/acceptance',
]);
