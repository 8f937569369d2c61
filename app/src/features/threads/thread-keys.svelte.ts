/** What a key presses inside the comment that has the focus. */
const PRESSES: Record<string, string> = { r: 'answer', q: 'quote', e: 'edit' };

/** Keys inside the list of comments. They count only while the focus is in the list, so no other typing sets them off. */
export function threadKeys(list: HTMLElement): { destroy(): void } {
  list.addEventListener('keydown', press);
  return { destroy: () => list.removeEventListener('keydown', press) };
}

function press(event: KeyboardEvent): void {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  if (target.matches('input, textarea, select')) return;
  const comment = target.closest('li');
  if (event.key === 'j') focusOn(comment?.nextElementSibling);
  else if (event.key === 'k') focusOn(comment?.previousElementSibling);
  else {
    const pressed = PRESSES[event.key];
    const link = pressed && comment?.querySelector<HTMLElement>(`[data-key=${pressed}]`);
    if (!link) return;
    link.click();
  }
  event.preventDefault();
}

function focusOn(comment: Element | null | undefined): void {
  comment?.querySelector<HTMLElement>('[data-key=link]')?.focus();
}
