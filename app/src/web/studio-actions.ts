import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { KitInUse } from '#features/designs/kit-in-use.ts';
import { publishDesign, publishVersion } from '#features/designs/server/publish-design.ts';
import { readPublication } from '#features/designs/server/studio-form.ts';
import { parentsOf } from '#features/designs/server/studio-start.ts';
import { act } from './form-action.ts';

/** Publishes what the form of the studio holds, wherever it stands; `start` names what the piece was begun with. */
export async function publishFrom(
  event: RequestEvent,
  { space, start, kit, data }: { space: string; start: string; kit: KitInUse; data: FormData },
) {
  const [first, second] = parentsOf(start);
  const input = { space, ...readPublication(kit, data) };
  const published =
    first && data.get('as') === 'further'
      ? await act(event, publishVersion, {
          name: 'publish',
          data,
          input: { ...input, design: first.design, after: first.number, merged: second ?? null },
        })
      : await act(event, publishDesign, {
          name: 'publish',
          data,
          input: { ...input, parents: parentsOf(start) },
        });
  if (published.kind === 'failure') return published.failure;
  redirect(303, `/s/${space}/designs/${published.value.address}`);
}

/** What was typed beside the design. */
export function typedBeside(data: FormData): { title: string; reason: string } {
  return { title: String(data.get('title') ?? ''), reason: String(data.get('reason') ?? '') };
}
