/** The face of people: what other slices, the pages and the entries may call. */
export { openTokenReader, type TokenReader } from './access-tokens.ts';
export { identifySession } from './sessions.ts';
export { requireVerified } from './require-verified.ts';
export { requireProof } from './require-proof.ts';
export { findSelf } from './self.ts';
export { forgetPerson } from './forget-person.ts';
export { readSessionToken, SESSION_COOKIE_SECONDS, sessionCookieName } from './session-cookie.ts';
export { signUp } from './sign-up.ts';
export { verifyEmail } from './confirm-address.ts';
export { hashPassword } from './passwords.ts';
export { keepForm, type KeptForm, readKeptForm } from './kept-forms.ts';
export { addPeople } from './add-people.ts';
