import { buildMusterApi } from '#lib/api/muster-api.ts';
import { apiRoutes, followers, jobHandlers, openMuster, presentersOf } from '#lib/muster.ts';
import { firstOperatorLink } from '#features/installation/server/claim-operator.ts';
import { isEmpty } from '#features/installation/server/play-demo.ts';
import { loadPages, noPages } from '#lib/web-server/pages.ts';
import { startWebServer } from '#lib/web-server/web-server.ts';
import type { Config } from '#server/config.ts';
import { migrate } from '#server/database/migrations.ts';
import { startFollowers } from '#server/events/follower.ts';
import type { Services } from '#server/services.ts';
import { playAndSay } from './demo.ts';
import { openDatabaseOf } from './database.ts';
import { configOrExit, portOrExit, say, stopOnSignal } from './terminal.ts';

export type StartOptions = { worker: boolean; pages: boolean };

/** `muster start`: database, migrations, web and (unless another process is it) the worker. */
export async function start({ worker, pages }: StartOptions): Promise<void> {
  const config = configOrExit();
  await portOrExit(config);
  const database = await openDatabaseOf(config, say);
  await migrate(database.url, (name) => say(`Bringing the tables up to date: ${name}`));
  const services = await openMuster(config, database.url);
  if (database.embedded && config.demo && (await isEmpty(services))) await playAndSay(services);
  const working = worker ? await startWorking(services) : undefined;
  services.live.start(presentersOf(services));
  const web = await startWebServer(services, {
    api: buildMusterApi(services, apiRoutes),
    pages: pages ? await loadPages() : noPages,
  });
  services.log.info({ url: web.url, worker }, 'serving');
  const link = await firstOperatorLink(services);
  if (link) say(`Nobody runs this installation yet. Sign up, then open: ${link}`);
  say(`\nMuster is at ${addressShown(config, web.url)}\nCtrl-C stops it.`);
  await stopOnSignal(async () => {
    // Nothing new from here on. Requests may end first, since what they leave behind is for the jobs.
    await services.jobs.rest();
    await Promise.all([web.close(), working?.stop()]);
    await services.close();
    await database.stop();
  });
}

/** Follows events and does jobs until it is stopped. */
export async function startWorking(services: Services): Promise<{ stop(): Promise<void> }> {
  const following = startFollowers(services, followers);
  await services.jobs.work(services, jobHandlers);
  return following;
}

function addressShown(config: Config, url: string): string {
  return config.origin.endsWith(`:${config.port}`) && config.port === 0
    ? url
    : config.origin.endsWith(':0')
      ? url
      : config.origin;
}
