import { REFUSAL_STATUS, type Refused } from '#server/outcome.ts';
import { sayField, sayRefusal } from '#lib/web/refusal-words.ts';

/** A refusal in the form of RFC 9457, with the fields that it is about. */
export function problemResponse(refusal: Refused, path: string): Response {
  const status = REFUSAL_STATUS[refusal.name];
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (refusal.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(refusal.retryAfterSeconds));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  const body = {
    type: `/api/v1/docs/problems#${refusal.name}`,
    title: sayRefusal('en', { ...refusal, because: undefined }),
    status,
    detail: sayRefusal('en', refusal),
    instance: path,
    name: refusal.name,
    ...(refusal.because === undefined ? {} : { because: refusal.because }),
    fields: refusal.fields.map((field) => ({
      field: field.field,
      reason: field.reason,
      detail: sayField('en', field),
    })),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
