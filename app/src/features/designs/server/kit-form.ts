import type { Kit } from '@muster/kit/kit';
import { kitGroups, writeField } from '../kit-fields.ts';
import { checkKit } from '../kit-trial.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { startersOf } from './kit-editions.ts';

/** How an author reads a kit. */
export function kitText(kit: unknown): string {
  return JSON.stringify(kit, null, 1);
}

/** A kit that comes with Muster, as the beginning of one of the space's own. */
export function ownFrom(kit: KitInUse): Kit {
  const { id, name } = kit.kit;
  return {
    ...kit.kit,
    id: `our-${id}`,
    version: '1.0.0',
    name: { ...name, en: `Our ${name.en.toLowerCase()}` },
    starters: startersOf(kit),
  };
}

/**
 * What the form comes to without script: the JSON, with what was typed into fields that show something else than they
 * were sent with. With script the JSON holds it all already.
 */
export function readKitForm(data: FormData): string {
  const text = String(data.get('kit') ?? '');
  const shown = checkKit(String(data.get('_shown') ?? ''));
  const kit = shown.kind === 'kit' ? shown.kit.kit : shown.kit;
  const json = parsed(text);
  if (!kit || json === undefined) return text;
  let now: unknown = json;
  for (const field of kitGroups(kit).flatMap(({ cards }) =>
    cards.flatMap(({ fields }) => fields),
  )) {
    const posted = data.get(`_at:${field.path}`);
    const typed =
      typeof posted === 'string' ? posted : field.kind === 'flag' ? 'false' : field.text;
    if (typed !== field.text) now = writeField(now, field, typed);
  }
  return now === json ? text : kitText(now);
}

/** The value of JSON that a text is; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
