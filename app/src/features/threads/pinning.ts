/** What a comment can be about where its subject has parts: the subject says their names in the words of the reader. */
export type Pinning = {
  version: number;
  places: readonly { id: string; name: string }[];
  /** Where a comment is, by its id: in words, and with the number of its mark in the picture where the part is there. */
  said: Readonly<Record<string, { text: string; mark: number | null }>>;
  words: { label: string; none: string; on: string };
};
