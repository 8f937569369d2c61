import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { type Locale, LOCALES } from '#ui/words/locale.ts';

/** What the installation says to those who come by; empty when Muster is to introduce itself. */
export async function readWelcome(services: Services, actor: Actor): Promise<string> {
  const { welcome } = await services.database.read(actor, (db) =>
    db.selectFrom('installation').select('welcome').executeTakeFirstOrThrow(),
  );
  return welcome;
}

/** The language of those whose browser asks for none that there are words for. */
export async function readOwnLocale(services: Services, actor: Actor): Promise<Locale> {
  const { locale } = await services.database.read(actor, (db) =>
    db.selectFrom('installation').select('locale').executeTakeFirstOrThrow(),
  );
  return LOCALES.find((known) => known === locale) ?? 'en';
}
