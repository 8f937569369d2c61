import { resolve } from 'node:path';
import { z } from 'zod';

/** Everything that an operator can set. One reader of the environment; `docs/settings.md` is the page about it. */
export type Config = {
  host: string;
  port: number;
  /** Where people reach the installation, without a trailing slash; links in mails begin with it. */
  origin: string;
  dataFolder: string;
  /** Undefined: the embedded PostgreSQL in the data folder is used. */
  databaseUrl: string | undefined;
  databasePoolSize: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  openId: { issuer: string; clientId: string; clientSecret: string; label: string } | undefined;
  /** How many proxies stand in front and may set x-forwarded-for, -proto and -host. */
  trustedProxies: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Bearer token of GET /metrics; undefined: nobody may read it. */
  metricsToken: string | undefined;
  /** Outgoing calls to private addresses, for webhooks inside one's own network. */
  allowPrivateWebhooks: boolean;
  demo: boolean;
  /** After so many hours without an answer the hosts hear of somebody's first words. */
  firstReplyHours: number;
};

export type ConfigProblem = { setting: string; problem: string };

const empty = (value: unknown) => (value === '' ? undefined : value);
const flag = z
  .preprocess(empty, z.enum(['0', '1', 'true', 'false']).default('0'))
  .transform((v) => v === '1' || v === 'true');
const optional = z.preprocess(empty, z.string().optional());
const webAddress = z.preprocess(empty, z.url({ protocol: /^https?$/ }).optional());

const settings = z.object({
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65535).default(3000)),
  ORIGIN: webAddress,
  MUSTER_DATA: z.preprocess(empty, z.string().default('data')),
  DATABASE_URL: z.preprocess(empty, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_POOL: z.preprocess(empty, z.coerce.number().int().min(2).max(200).default(12)),
  SMTP_URL: z.preprocess(empty, z.url({ protocol: /^smtps?$/ }).optional()),
  MAIL_FROM: z.preprocess(empty, z.string().max(200).default('Muster <muster@localhost>')),
  OIDC_ISSUER: webAddress,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_LABEL: z.preprocess(empty, z.string().max(60).default('OpenID Connect')),
  TRUSTED_PROXIES: z.preprocess(empty, z.coerce.number().int().min(0).max(10).default(0)),
  LOG_LEVEL: z.preprocess(
    empty,
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  METRICS_TOKEN: z.preprocess(empty, z.string().min(16).optional()),
  ALLOW_PRIVATE_WEBHOOKS: flag,
  FIRST_REPLY_HOURS: z.preprocess(empty, z.coerce.number().int().min(1).max(160).default(24)),
  MUSTER_DEMO: z
    .preprocess(empty, z.enum(['0', '1', 'true', 'false']).default('1'))
    .transform((v) => v === '1' || v === 'true'),
});

/** The names of all settings, as `docs/settings.md` lists them. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

/** Reads the settings, or says which of them are wrong and why. */
export function readConfig(
  environment: Record<string, string | undefined>,
): { kind: 'config'; config: Config } | { kind: 'wrong'; problems: ConfigProblem[] } {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      setting: String(issue.path[0]),
      problem: issue.message,
    }));
    return { kind: 'wrong', problems };
  }
  const problems = whatDoesNotGoTogether(parsed.data);
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'config', config: build(parsed.data) };
}

type Settings = z.infer<typeof settings>;

function whatDoesNotGoTogether(read: Settings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (read.OIDC_ISSUER && !(read.OIDC_CLIENT_ID && read.OIDC_CLIENT_SECRET)) {
    problems.push({
      setting: 'OIDC_ISSUER',
      problem: 'also set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    });
  }
  if (read.ORIGIN && new URL(read.ORIGIN).pathname !== '/') {
    problems.push({
      setting: 'ORIGIN',
      problem: 'must be a bare origin such as https://muster.example.org',
    });
  }
  return problems;
}

function build(read: Settings): Config {
  const shownHost = read.HOST === '0.0.0.0' || read.HOST === '::' ? 'localhost' : read.HOST;
  return {
    host: read.HOST,
    port: read.PORT,
    origin: (
      read.ORIGIN ?? `http://${shownHost === '127.0.0.1' ? 'localhost' : shownHost}:${read.PORT}`
    ).replace(/\/$/, ''),
    dataFolder: resolve(read.MUSTER_DATA),
    databaseUrl: read.DATABASE_URL,
    databasePoolSize: read.DATABASE_POOL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    openId:
      read.OIDC_ISSUER && read.OIDC_CLIENT_ID && read.OIDC_CLIENT_SECRET
        ? {
            issuer: read.OIDC_ISSUER,
            clientId: read.OIDC_CLIENT_ID,
            clientSecret: read.OIDC_CLIENT_SECRET,
            label: read.OIDC_LABEL,
          }
        : undefined,
    trustedProxies: read.TRUSTED_PROXIES,
    logLevel: read.LOG_LEVEL,
    metricsToken: read.METRICS_TOKEN,
    allowPrivateWebhooks: read.ALLOW_PRIVATE_WEBHOOKS,
    demo: read.MUSTER_DEMO,
    firstReplyHours: read.FIRST_REPLY_HOURS,
  };
}
