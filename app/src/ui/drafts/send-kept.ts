import type { SubmitFunction } from '$app/forms';
import { invalidateAll } from '$app/navigation';

/** Told to a form when it was taken, and when the connection broke while it was sent. */
export const SENT = 'kept-sent';
export const UNSENT = 'kept-unsent';

const FIRST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 60_000;

type End = Parameters<Exclude<Awaited<ReturnType<SubmitFunction>>, void>>[0];
export type SendOptions = {
  /** Instead of what SvelteKit does after a form was taken. */
  onSent?(end: End): Promise<void>;
};

/**
 * Sends a form whose words are kept. Sending twice counts once, by the key in the form; a connection that breaks is waited for,
 * and the same form goes again with the same key. A button with `data-look`, such as a preview, sends nothing off.
 */
export function sendKept({ onSent }: SendOptions = {}): SubmitFunction {
  let sending = false;
  let waitMs = FIRST_WAIT_MS;
  return ({ formElement, submitter, cancel }) => {
    if (sending) return cancel();
    sending = true;
    const looks = submitter?.hasAttribute('data-look') === true;
    return async (end) => {
      sending = false;
      const { result, update } = end;
      if (result.type === 'error' && result.status === undefined) {
        formElement.dispatchEvent(new CustomEvent(UNSENT));
        sendAgain(formElement, submitter, waitMs);
        waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
        return;
      }
      waitMs = FIRST_WAIT_MS;
      const taken = !looks && (result.type === 'success' || isTaken(result));
      if (taken) formElement.dispatchEvent(new CustomEvent(SENT));
      if (taken && onSent) await onSent(end);
      else await update({ reset: taken });
      // A refused form gets a fresh key and the newest version of what it is about, as it would without script.
      if (result.type === 'failure') await invalidateAll();
    };
  };
}

/** Being led to the sign-in is no sign that the form was taken. */
function isTaken(result: End['result']): boolean {
  return result.type === 'redirect' && !result.location.startsWith('/sign-in');
}

function sendAgain(form: HTMLFormElement, submitter: HTMLElement | null, waitMs: number): void {
  const again = () => {
    clearTimeout(timer);
    removeEventListener('online', again);
    if (form.isConnected) form.requestSubmit(submitter);
  };
  const timer = setTimeout(again, waitMs);
  addEventListener('online', again);
}
