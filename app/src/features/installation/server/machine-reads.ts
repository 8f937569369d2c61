import { sql } from 'kysely';
import type { Actor } from '#server/actor.ts';
import type { Config } from '#server/config.ts';
import { done, type Outcome } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { VERSION } from '#server/version.ts';
import { readAsOperator } from './as-operator.ts';

/** How the installation is: its release, its size, what waits, and the settings it runs with. */
export async function readMachine(services: Services, actor: Actor) {
  return readAsOperator(services, actor, async (db) => {
    const { rows } = await sql<{
      databaseBytes: string;
      server: string;
      durable: boolean;
      fileBytes: string;
      files: number;
      people: number;
      spaces: number;
      migrations: number;
      newest: string | null;
    }>`select pg_database_size(current_database())::text as database_bytes,
        current_setting('server_version') as server,
        current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
          and current_setting('synchronous_commit') <> 'off' as durable,
        (select coalesce(sum(bytes), 0)::text from files) as file_bytes,
        (select count(*)::int from files) as files,
        (select count(*)::int from people where closed_at is null) as people,
        (select count(*)::int from spaces where closed_at is null) as spaces,
        (select count(*)::int from migrations) as migrations,
        (select max(name) from migrations) as newest`.execute(db);
    const read = rows[0];
    if (!read) throw new Error('The database answered without a row.');
    const settled = await db
      .selectFrom('installation')
      .select(['name', 'welcome', 'locale', 'signUp'])
      .executeTakeFirstOrThrow();
    return {
      version: VERSION,
      node: process.version,
      installation: settled,
      ...read,
      databaseBytes: Number(read.databaseBytes),
      fileBytes: Number(read.fileBytes),
      freeBytes: await services.storage.freeBytes(),
      pressure: services.database.pressure(),
      liveWindows: services.live.count(),
      settings: settingsWithoutSecrets(services.config),
    };
  });
}

/** The queues, and what failed for good. */
export async function readJobs(services: Services, actor: Actor) {
  const allowed: Outcome<null> = await readAsOperator(services, actor, async () => null);
  if (allowed.kind === 'refused') return allowed;
  const queues = await services.jobs.counts();
  const failed = await services.jobs.failed();
  return done({
    queues,
    failed: failed.map(({ failedAt, ...job }) => ({ ...job, failedAt: failedAt.toISOString() })),
  });
}

/** What the settings came to. Passwords, keys and tokens are told as being there, and never as they are. */
export function settingsWithoutSecrets(config: Config): { setting: string; value: string }[] {
  const shown: Record<string, string | number | boolean> = {
    HOST: config.host,
    PORT: config.port,
    ORIGIN: config.origin,
    MUSTER_DATA: config.dataFolder,
    DATABASE_URL: place(config.databaseUrl),
    DATABASE_POOL: config.databasePoolSize,
    SMTP_URL: place(config.smtpUrl),
    MAIL_FROM: config.mailFrom,
    OIDC_ISSUER: config.openId?.issuer ?? '',
    OIDC_CLIENT_ID: config.openId?.clientId ?? '',
    OIDC_CLIENT_SECRET: there(config.openId?.clientSecret),
    OIDC_LABEL: config.openId?.label ?? '',
    TRUSTED_PROXIES: config.trustedProxies,
    LOG_LEVEL: config.logLevel,
    METRICS_TOKEN: there(config.metricsToken),
    ALLOW_PRIVATE_WEBHOOKS: config.allowPrivateWebhooks,
    FIRST_REPLY_HOURS: config.firstReplyHours,
    MUSTER_DEMO: config.demo,
  };
  return Object.entries(shown).map(([setting, value]) => ({ setting, value: String(value) }));
}

function there(value: unknown): string {
  return value === undefined ? '' : 'set';
}

/** An address without who signs in there and how. */
function place(url: string | undefined): string {
  if (url === undefined) return '';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
