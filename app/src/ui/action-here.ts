/**
 * The address of a form action that leaves the page where it is. A bare `?/action` would drop the rest of the query, and with
 * it which comment is edited or which part of a list is shown.
 */
export function actionHere(
  url: { searchParams: Iterable<[string, string]> },
  action: string,
): string {
  const query = new URLSearchParams(
    [...url.searchParams].filter(([name]) => !name.startsWith('/')),
  ).toString();
  return `?${query ? `${query}&` : ''}/${action}`;
}
