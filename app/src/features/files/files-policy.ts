import { members, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with the pictures of a space. */
export const filesPolicy = { 'file.upload': members, 'file.read': readers } satisfies PolicyTable;

export const pages = {
  '/s/[space]/files/[file]': 'file.read',
} satisfies Record<string, keyof typeof filesPolicy>;
