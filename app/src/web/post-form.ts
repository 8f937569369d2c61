import type { RequestEvent } from '@sveltejs/kit';
import { uploadPicture } from '#features/files/server/upload-picture.ts';
import { renderMarkdown } from '#server/markdown/markdown.ts';
import { done, type Outcome } from '#server/outcome.ts';
import { typedValues } from './form-action.ts';

/** What a form about a post holds, with the picture that came along stored and put at the end of the text. */
export async function readPostForm(
  event: RequestEvent,
  space: string,
  data: FormData,
): Promise<Outcome<Record<string, unknown>>> {
  const { services, actor } = event.locals;
  const typed = typedValues(data);
  const picture = data.get('picture');
  if (!(picture instanceof File) || picture.size === 0) return done(typed);
  const alt = String(typed.alt ?? '');
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const key = data.get('_key');
  const kept = await uploadPicture(
    services,
    actor,
    { space, alt, bytes },
    { key: typeof key === 'string' && key ? `${key}-picture` : undefined },
  );
  if (kept.kind === 'refused')
    return { ...kept, fields: kept.fields.length > 0 ? kept.fields : [] };
  const shown = `![${alt.replaceAll(/[[\]\n]/g, ' ')}](/s/${space}/files/${kept.value.id})`;
  return done({ ...typed, body: `${String(typed.body ?? '')}\n\n${shown}` });
}

export function previewOf(data: FormData) {
  return { html: renderMarkdown(String(data.get('body') ?? '')), values: typedValues(data) };
}
