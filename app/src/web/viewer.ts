/** How a page is to be shown to whoever looks at it. */
export type Viewer = {
  locale: string;
  timeZone: string;
  theme: 'auto' | 'light' | 'dark';
  person: { id: string; name: string; handle: string; operator: boolean } | undefined;
};
