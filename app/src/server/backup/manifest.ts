import { z } from 'zod';

export const BACKUP_FORMAT = 1;

/** What a backup says of itself. */
export const manifestSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      sha256: z.string(),
    }),
  ),
  files: z.number().int(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Said to the operator as it is: the backup or the place to restore into is not as it should be. */
export class BackupProblem extends Error {}
