import { pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>;

/** Structured lines on standard output; whatever is named like a secret is taken out before it is written. */
export function openLog(level: Config['logLevel']): Log {
  return pino({
    level,
    base: {},
    redact: {
      paths: [
        'password',
        'token',
        'secret',
        'cookie',
        'authorization',
        '*.password',
        '*.token',
        '*.secret',
        '*.cookie',
        '*.authorization',
        'headers',
      ],
      censor: '[secret]',
    },
  });
}
