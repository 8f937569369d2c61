import type { Finding } from './finding.ts';
import { readJson, type Tree } from './tree.ts';

const PAGE = 'docs/dependencies.md';
const LOCK = 'package-lock.json';
const MANIFEST = /^(package|app\/package|packages\/[^/]+\/package)\.json$/;
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
/** Licences that ask for no more than their notice. */
const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
]);

/** A package that some workspace names; `folder` is that of the workspace, empty for the root. */
type Direct = { name: string; version: string; manifest: string; folder: string };
type Line = { line: number; name: string; cells: string[] };
type Locked = { name: string; version: string; licence: string };

/** The page of dependencies says what is: every package that we name, and every licence that asks for more than a notice. */
export function checkDependencies(tree: Tree): Finding[] {
  if (!tree.texts.has(LOCK)) return [];
  const direct = directDependencies(tree);
  const locked = lockedPackages(tree);
  const { reasons, burdens } = readPage(tree);
  return [
    ...direct.flatMap((one) => checkDirect(one, reasons, locked)),
    ...reasons
      .filter((line) => !direct.some(({ name }) => matches(line.name, name)))
      .map((line) => onPage(line, `nothing names ${line.name} any more: take its line out`)),
    ...checkLicences(locked, burdens),
  ];
}

function checkDirect(one: Direct, reasons: Line[], locked: Map<string, Locked>): Finding[] {
  const { name, version, manifest, folder } = one;
  const inManifest = (advice: string) => ({
    path: manifest,
    line: 1,
    rule: 'dependencies',
    advice,
  });
  if (!EXACT.test(version)) return [inManifest(`name an exact version of ${name}, not ${version}`)];
  const line = reasons.find((reason) => matches(reason.name, name));
  if (!line) return [inManifest(`say in ${PAGE} why ${name} is here`)];
  const [, saidVersion, saidLicence, why = ''] = line.cells;
  const found = locked.get(`${folder}node_modules/${name}`) ?? locked.get(`node_modules/${name}`);
  const wrong = [
    saidVersion === version ? '' : `${name} is ${version} in ${manifest}`,
    found?.version === version ? '' : `${name} is ${found?.version} in ${LOCK}: install again`,
    saidLicence === found?.licence ? '' : `the licence of ${name} is ${found?.licence}`,
    why === '' ? `say why ${name} is here` : '',
  ];
  return wrong.filter(Boolean).map((advice) => onPage(line, advice));
}

function checkLicences(locked: Map<string, Locked>, burdens: Line[]): Finding[] {
  const asking = [...locked.values()].filter(({ licence }) => !isPermissive(licence));
  const isIn =
    ({ name, licence }: Locked) =>
    (line: Line) =>
      matches(line.name, name) && line.cells[1] === licence && line.cells[2] !== '';
  return [
    ...asking
      .filter((one) => !burdens.some(isIn(one)))
      .map(({ name, licence }) => ({
        path: LOCK,
        line: 1,
        rule: 'licences',
        advice: `${name} is under ${licence}: do without it, or say in ${PAGE} why that is no burden`,
      })),
    ...burdens
      .filter((line) => !asking.some((one) => isIn(one)(line)))
      .map((line) =>
        onPage(line, `no package of that licence is called ${line.name}: take the line out`),
      ),
  ];
}

/** One of a choice is enough; of a sum every part has to be. */
function isPermissive(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, '');
  if (plain.includes(' OR ')) return plain.split(' OR ').some((one) => PERMISSIVE.has(one));
  return plain.split(' AND ').every((one) => PERMISSIVE.has(one));
}

/** A name on the page may end in a star, for packages that come once a platform. */
function matches(said: string, name: string): boolean {
  return said.endsWith('*') ? name.startsWith(said.slice(0, -1)) : said === name;
}

function onPage({ line }: Line, advice: string): Finding {
  return { path: PAGE, line, rule: 'dependencies', advice };
}

function directDependencies(tree: Tree): Direct[] {
  const manifests = [...tree.texts.keys()].filter((path) => MANIFEST.test(path));
  return manifests
    .flatMap((manifest) =>
      KINDS.flatMap((kind) =>
        Object.entries(readJson(tree, manifest)[kind] ?? {}).map(([name, version]) => ({
          name,
          version: String(version),
          manifest,
          folder: manifest.slice(0, -'package.json'.length),
        })),
      ),
    )
    .filter(({ name }) => !name.startsWith('@muster/'));
}

/** What would be installed, by its place among the dependencies. */
function lockedPackages(tree: Tree): Map<string, Locked> {
  const { packages = {} } = readJson(tree, LOCK);
  const places = Object.entries(packages as Record<string, Record<string, unknown>>);
  const marker = 'node_modules/';
  return new Map(
    places
      .filter(([place, { link }]) => place.includes(marker) && link !== true)
      .map(([place, { version, license }]) => [
        place,
        {
          name: place.slice(place.lastIndexOf(marker) + marker.length),
          version: String(version),
          licence: String(license ?? 'no licence'),
        },
      ]),
  );
}

/** The lines of the two tables, told apart by how many columns they have. */
function readPage(tree: Tree): { reasons: Line[]; burdens: Line[] } {
  const lines = (tree.texts.get(PAGE) ?? '').split('\n').flatMap((text, index): Line[] => {
    if (!text.startsWith('| ') || /^\| (package|---) \|/.test(text)) return [];
    const cells = text
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [{ line: index + 1, name: cells[0] ?? '', cells }];
  });
  return {
    reasons: lines.filter(({ cells }) => cells.length === 4),
    burdens: lines.filter(({ cells }) => cells.length === 3),
  };
}
