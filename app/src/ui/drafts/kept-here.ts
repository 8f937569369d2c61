/** Under which name this device keeps what somebody typed into a form. */
export function keyHere(subject: string, person: string | undefined): string {
  return `draft ${person ?? 'visitor'} ${subject}`;
}

/** Whether it keeps anything. Windows that refuse to remember keep nothing. */
export function isKeptHere(subject: string, person: string | undefined): boolean {
  try {
    return localStorage.getItem(keyHere(subject, person)) !== null;
  } catch {
    return false;
  }
}

/**
 * Whether somebody has typed into the form since the page brought it, perhaps before its script came. Only what is kept
 * counts: the controls of a drawing show what a kept field holds, and are not kept themselves.
 */
export function isTouched(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (part) =>
      (part instanceof HTMLTextAreaElement ||
        (part instanceof HTMLInputElement && part.type !== 'hidden' && part.type !== 'file')) &&
      part.name !== '' &&
      !part.name.startsWith('_') &&
      part.value !== part.defaultValue,
  );
}
