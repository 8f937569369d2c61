/** The face of people: what other slices, the pages and the entries may call. */
export { openTokenReader, type TokenReader } from './access-tokens.ts';
export { identifySession, type SignedIn } from './sessions.ts';
export { requireVerified } from './require-verified.ts';
export { readSessionToken, sessionCookieName } from './session-cookie.ts';
export { signUp, verifyEmail } from './sign-up.ts';
