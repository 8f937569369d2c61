import { strToU8, zipSync } from 'fflate';
import { colourOf } from './colour.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import { partName } from './cut-list.ts';
import type { Box, Part } from './part.ts';
import { escaped } from './picture.ts';
import { wordIn } from './say.ts';
import { solidsOf, wholeOf } from './whole.ts';

const CORE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
const PACKAGES = 'http://schemas.openxmlformats.org/package/2006';
/** ZIP keeps a time of each file; the same everywhere, so that the same design has the same bytes. */
const TIME = new Date(1980, 0, 1);

/**
 * The parts as 3MF (core specification 1.3), millimetres, each an object of its own: a closed box whose triangles all look outwards,
 * with the name and the colour of its material. Boards are whole: their holes are in the file for the machine.
 */
export function write3mf(
  compiled: CompiledKit,
  parts: readonly Part[],
  { title, language }: { readonly title: string; readonly language: string },
): Uint8Array<ArrayBuffer> {
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGES}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGES}/relationships"><Relationship Id="model" Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>`,
    '3D/3dmodel.model': modelXml(compiled, parts, { title, language }),
  };
  const bytes = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
    ]),
  );
  return zipSync(bytes, { mtime: TIME, level: 6 });
}

function modelXml(
  compiled: CompiledKit,
  parts: readonly Part[],
  { title, language }: { readonly title: string; readonly language: string },
): string {
  const solids = solidsOf(parts);
  const { x, y, z } = wholeOf(solids.map(({ box }) => box));
  const used = [...new Set(solids.map(({ part }) => part.material))];
  const materials = used.map((id) => {
    const name = wordIn(compiled.materials.get(id)?.name ?? { en: id }, language);
    return `<base name="${xml(name)}" displaycolor="${colourOf(compiled.materials, id).toUpperCase()}"/>`;
  });
  const objects = solids.map(({ part, box }, at) => {
    const name = wordIn(partName(compiled, part), language);
    const moved = { ...box, x: box.x - x, y: box.y - y, z: box.z - z };
    return `<object id="${at + 2}" type="model" name="${xml(name)}" partnumber="${xml(part.id)}" pid="1" pindex="${used.indexOf(part.material)}">${meshXml(moved)}</object>`;
  });
  const items = solids.map((_, at) => `<item objectid="${at + 2}"/>`);
  return [
    `<model unit="millimeter" xml:lang="${language}" xmlns="${CORE}">`,
    `<metadata name="Title">${xml(title)}</metadata>`,
    '<metadata name="Application">Muster</metadata>',
    `<resources><basematerials id="1">${materials.join('')}</basematerials>`,
    ...objects,
    `</resources><build>${items.join('')}</build></model>`,
  ].join('\n');
}

/** Twelve triangles over eight corners: 0 to 3 around the bottom, 4 to 7 above them; each anticlockwise from outside. */
const TRIANGLES = [
  [0, 2, 1],
  [0, 3, 2],
  [4, 5, 6],
  [4, 6, 7],
  [0, 1, 5],
  [0, 5, 4],
  [1, 2, 6],
  [1, 6, 5],
  [2, 3, 7],
  [2, 7, 6],
  [3, 0, 4],
  [3, 4, 7],
] as const;

const TRIANGLES_XML = `<triangles>${TRIANGLES.map(([a, b, c]) => `<triangle v1="${a}" v2="${b}" v3="${c}"/>`).join('')}</triangles>`;

function meshXml({ x, y, z, dx, dy, dz }: Box): string {
  const corners = [z, z + dz].flatMap((up) => [
    [x, y, up],
    [x + dx, y, up],
    [x + dx, y + dy, up],
    [x, y + dy, up],
  ]);
  const vertices = corners.map(
    ([cx = 0, cy = 0, cz = 0]) => `<vertex x="${cx / 1_000}" y="${cy / 1_000}" z="${cz / 1_000}"/>`,
  );
  return `<mesh><vertices>${vertices.join('')}</vertices>${TRIANGLES_XML}</mesh>`;
}

/** What XML cannot hold at all, such as control characters, is left out. */
function xml(text: string): string {
  return escaped(text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));
}
