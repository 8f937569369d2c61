import { z } from 'zod';
import { type Command, execute } from '#server/commands/command.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';
import { mailRecovery, RECOVERY_QUEUE } from './recover.ts';
import { SIGN_UP_QUEUE, signUp } from './sign-up.ts';

/** What must not happen before the answer, so that its time does not tell who has an account. */
export const accountJobs: readonly JobHandler<Services>[] = [
  jobOf(SIGN_UP_QUEUE, signUp),
  jobOf(RECOVERY_QUEUE, mailRecovery),
];

const jobData = z.looseObject({ id: z.uuid() });

/** The id of the job is the key of its command: a job that comes twice is done once. */
function jobOf<Input, Subject, Value>(
  queue: string,
  command: Command<Input, Subject, Value>,
): JobHandler<Services> {
  return {
    queue,
    tries: 8,
    waitSeconds: 5,
    timeoutSeconds: 60,
    // Its data names somebody; it goes soon after it is done.
    forgetAfterSeconds: 3600,
    run: async (services, data) => {
      const { id, ...input } = jobData.parse(data);
      const outcome = await execute(services, { kind: 'identity' }, command, input, { key: id });
      if (outcome.kind === 'refused') throw new Error(`${command.name}: ${outcome.name}`);
    },
  };
}
