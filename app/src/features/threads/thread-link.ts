/** What the address of a page says about its thread; everything else in it is about the page, and stays. */
const OF_THE_THREAD = new Set(['before', 'after', 'at', 'answer', 'quote', 'edit']);

/** A link to another place of the same thread, on the same page as it is shown now. */
export function threadLink(
  { searchParams }: { searchParams: Iterable<[string, string]> },
  asked: Readonly<Record<string, string>>,
): string {
  const kept = [...searchParams].filter(
    ([name]) => !OF_THE_THREAD.has(name) && !name.startsWith('/'),
  );
  return `?${new URLSearchParams([...kept, ...Object.entries(asked)]).toString()}`;
}
