import type { CompiledKit } from '@muster/kit/compiled-shapes';
import type { Evaluation } from '@muster/kit/evaluate';
import type { Instance } from '@muster/kit/instances';
import { saySetting, wordIn } from '@muster/kit/say';

export type ShownAttribute = { name: string; value: string };
type Saying = { locale: string; yes: string; no: string };

/** What a design says of itself, setting by setting, as far as there is something to be said: for what has no parts. */
export function sayAttributes(
  compiled: CompiledKit,
  { instances }: Pick<Evaluation, 'instances'>,
  saying: Saying,
): ShownAttribute[] {
  return instances.flatMap((instance) => {
    const type = compiled.types.get(instance.type)?.type;
    const rows = settingsOf(compiled, instance, saying);
    const title = type?.title && instance.parameters.get(type.title);
    if (typeof title !== 'string' || title === '') return rows;
    const values = rows.filter(({ id }) => id !== type?.title);
    return [{ name: title, value: values.map(({ value }) => value).join(' ') }];
  });
}

function settingsOf(
  compiled: CompiledKit,
  { type, parameters }: Instance,
  { locale, yes, no }: Saying,
): (ShownAttribute & { id: string })[] {
  return (compiled.types.get(type)?.parameters ?? []).flatMap(({ parameter: { id, name } }) => {
    const value = parameters.get(id) ?? null;
    if (value === null || value === '') return [];
    const said = saySetting(
      compiled,
      { type, parameter: id, value },
      { language: locale, yes, no },
    );
    return [{ id, name: wordIn(name, locale), value: said }];
  });
}
