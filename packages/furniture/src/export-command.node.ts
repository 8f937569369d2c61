import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { cutListCsv } from '@muster/kit/cut-list';
import { drawView, VIEWS, type ViewName } from '@muster/kit/draw-view';
import { canonicalOf, hashOf } from '@muster/kit/hash';
import { pictureSvg } from '@muster/kit/picture';
import { write3mf } from '@muster/kit/write-3mf';
import { writeDxf } from '@muster/kit/write-dxf';
import { writeGlb } from '@muster/kit/write-glb';
import { writePdf } from '@muster/kit/write-pdf.node';
import { type DesignStreams, readOptions, say } from './command-line.node.ts';
import { codeOf, type Found, readDesignFile } from './read-design-file.node.ts';

const FORMATS = ['svg', 'png', 'pdf', 'dxf', 'glb', '3mf', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];
const BINARY: ReadonlySet<Format> = new Set(['png', 'pdf', 'glb', '3mf']);
const DRAWN: ReadonlySet<Format> = new Set(['svg', 'png']);
const LANGUAGES = ['en', 'de'] as const;

const HELP = `muster export DESIGN.json --to FORMAT [--out FILE] [--view VIEW] [--language en|de] [--title TEXT]

Writes a furniture design, alone or as the document of a published version, as a file of a trade:

  svg   a drawing                     png   the same as a picture
  pdf   sheets for the workshop: drawings, cut list, what is bought, cutting plan
  dxf   its boards for a machine, a layer a tool, millimetres
  glb   a model for viewers, metres   3mf   closed solids, millimetres
  csv   cut list and bill of materials
  json  the design itself in its canonical order

--view says how svg and png are drawn: axonometric (if not said), elevations, exploded or cut-plan.
--out names the file; text goes to standard output without it. --title stands on drawings, sheets and models; the name of
the file if not said. Ends with 0, or with 2 when something cannot be read or written: standard error says what.
`;

/** Makes a picture of a drawing; what runs the command brings it, since it is no matter of furniture. */
export interface ExportStreams extends DesignStreams {
  readonly rasterise: (svg: string) => Promise<Uint8Array>;
}

interface Wanted {
  readonly to: Format;
  readonly view: ViewName;
  readonly language: string;
  readonly title: string;
  readonly out: string | undefined;
  readonly path: string;
}

/** `muster export`: takes the arguments behind the name, answers the exit code. */
export async function runExport(args: readonly string[], io: ExportStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, HELP, 0);
  const wanted = readWanted(args);
  if (typeof wanted === 'string') return say(io.stderr, `muster export: ${wanted}\n`, 2);
  const found = await readDesignFile(wanted.path);
  if (found.kind === 'wrong') return say(io.stderr, `${wanted.path}: ${found.why}\n`, 2);
  const written = await write(found, wanted, io.rasterise);
  if (written === null)
    return say(
      io.stderr,
      `${wanted.path}: nothing of it is cut from sheets: it has no cutting plan\n`,
      2,
    );
  if (wanted.out === undefined) return say(io.stdout, String(written), 0);
  try {
    await writeFile(wanted.out, written);
  } catch (error) {
    return say(io.stderr, `${wanted.out}: cannot be written (${codeOf(error)})\n`, 2);
  }
  return 0;
}

function readWanted(args: readonly string[]): Wanted | string {
  const options = readOptions(args, ['--to', '--out', '--view', '--language', '--title']);
  if (typeof options === 'string') return options;
  const { path, values } = options;
  const to = FORMATS.find((format) => format === values.get('--to'));
  if (to === undefined) return `--to takes ${FORMATS.join(', ')}`;
  const view = VIEWS.find((each) => each === (values.get('--view') ?? 'axonometric'));
  if (view === undefined) return `--view takes ${VIEWS.join(', ')}`;
  if (values.has('--view') && !DRAWN.has(to))
    return `--view is for drawings, --to ${[...DRAWN].join(' or ')}; a ${to} has one form`;
  const language = LANGUAGES.find((each) => each === (values.get('--language') ?? 'en'));
  if (language === undefined) return `--language takes ${LANGUAGES.join(', ')}`;
  const out = values.get('--out');
  if (out === undefined && BINARY.has(to)) return `a ${to} is no text: name a file with --out`;
  const title = values.get('--title') ?? basename(path).replace(/\.json$/i, '');
  return { to, view, language, title, out, path };
}

async function write(
  { compiled, design, evaluation }: Found,
  { to, view, language, title }: Wanted,
  rasterise: ExportStreams['rasterise'],
): Promise<string | Uint8Array | null> {
  const { parts } = evaluation;
  switch (to) {
    case 'svg':
    case 'png': {
      const picture = drawView(compiled, parts, view, { title, language });
      if (picture === null) return null;
      return to === 'svg' ? `${pictureSvg(picture, true)}\n` : rasterise(pictureSvg(picture));
    }
    case 'pdf':
      return writePdf(compiled, evaluation, {
        title,
        language,
        author: '',
        day: '',
        date: new Date(0),
        hash: hashOf(design),
      });
    case 'dxf':
      return writeDxf(compiled, parts, language);
    case 'glb':
      return writeGlb(compiled, parts, title);
    case '3mf':
      return write3mf(compiled, parts, { title, language });
    case 'csv':
      return cutListCsv(compiled, parts, language);
    case 'json':
      return `${canonicalOf(design)}\n`;
  }
}
