import { z } from 'zod';

const mail = z.object({
  id: z.string(),
  kind: z.string(),
  recipient: z.string(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  attempts: z.number().int(),
  failure: z.string().nullable(),
});

/** The forms in which the API answers those who run the installation. */
export const answers = {
  mail,
  openedMail: mail.extend({ subject: z.string(), body: z.string() }),
  machine: z.object({
    version: z.string(),
    node: z.string(),
    server: z.string(),
    durable: z.boolean(),
    migrations: z.number().int(),
    newest: z.string().nullable(),
    databaseBytes: z.number(),
    files: z.number().int(),
    fileBytes: z.number(),
    freeBytes: z.number(),
    people: z.number().int(),
    spaces: z.number().int(),
    liveWindows: z.number().int(),
    pressure: z.object({
      open: z.number().int(),
      idle: z.number().int(),
      waiting: z.number().int(),
    }),
    installation: z.object({
      name: z.string(),
      welcome: z.string(),
      locale: z.string(),
      signUp: z.string(),
    }),
    settings: z.array(z.object({ setting: z.string(), value: z.string() })),
  }),
  person: z.object({
    id: z.string(),
    name: z.string(),
    handle: z.string(),
    email: z.string().nullable(),
    verified: z.boolean(),
    operator: z.boolean(),
    createdAt: z.string(),
    closedAt: z.string().nullable(),
  }),
  space: z.object({
    id: z.string(),
    address: z.string(),
    name: z.string(),
    visibility: z.string(),
    objective: z.string(),
    members: z.number().int(),
    posts: z.number().int(),
    fileBytes: z.number(),
    createdAt: z.string(),
    closedAt: z.string().nullable(),
  }),
  jobs: z.object({
    queues: z.array(
      z.object({
        queue: z.string(),
        waiting: z.number().int(),
        active: z.number().int(),
        failed: z.number().int(),
      }),
    ),
    failed: z.array(
      z.object({
        queue: z.string(),
        id: z.string(),
        tries: z.number().int(),
        failedAt: z.string(),
        why: z.string(),
      }),
    ),
  }),
  audit: z.object({
    id: z.string(),
    actor: z.string().nullable(),
    act: z.string(),
    object: z.string(),
    reason: z.string(),
    at: z.string(),
  }),
};
