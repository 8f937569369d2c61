import { whyNotListen } from '#lib/web-server/port.ts';
import { type Config, readConfig } from '#server/config.ts';

/** Settings from the environment, or an end that says which of them are wrong. */
export function configOrExit(): Config {
  const read = readConfig(process.env);
  if (read.kind === 'config') return read.config;
  process.stderr.write('Some settings are wrong; nothing was started.\n');
  for (const { setting, problem } of read.problems)
    process.stderr.write(`  ${setting}: ${problem}\n`);
  process.stderr.write('docs/settings.md lists them all.\n');
  process.exit(2);
}

/** A free port, or an end that says what to do. */
export async function portOrExit(config: Config): Promise<void> {
  const refusal = await whyNotListen(config);
  if (refusal === null) return;
  process.stderr.write(`Nothing was started. ${refusal}\n`);
  process.exit(2);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs `stop` once at the first Ctrl-C or SIGTERM; a second one ends at once. */
export function stopOnSignal(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const onSignal = () => {
      if (stopping) process.exit(130);
      stopping = true;
      void stop().then(resolve);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
