/** Where a form without a page of its own leads back to: only to this installation, the header is the sender's to choose. */
export function backTo(referer: string | null, origin: string): string {
  const from = referer && URL.canParse(referer) ? new URL(referer) : undefined;
  return from?.origin === origin ? from.pathname + from.search : '/';
}
