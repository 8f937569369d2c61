/** The words on drawings and sheets for the workshop: files that leave, and are read where Muster is not. */
export interface WorkshopWords {
  readonly front: string;
  readonly side: string;
  readonly top: string;
  readonly cutPlan: string;
  readonly sheet: string;
  readonly elevations: string;
  readonly exploded: string;
  readonly list: string;
  readonly materials: string;
  readonly fittings: string;
  readonly findings: string;
  readonly noFindings: string;
  readonly severity: { readonly block: string; readonly warn: string; readonly hint: string };
  readonly columns: {
    readonly number: string;
    readonly name: string;
    readonly material: string;
    readonly count: string;
    readonly length: string;
    readonly width: string;
    readonly thickness: string;
    readonly edges: string;
    readonly holes: string;
    readonly amount: string;
    readonly mass: string;
  };
  readonly page: string;
  readonly scale: string;
  readonly sizes: string;
  readonly weight: string;
  readonly by: string;
  readonly hash: string;
  readonly sheets: string;
  readonly pieces: string;
  readonly edge: string;
  readonly lengths: string;
  readonly unwritten: string;
}

const en: WorkshopWords = {
  front: 'Front',
  side: 'From the left',
  top: 'From above',
  cutPlan: 'Cutting plan',
  sheet: '{material}: sheet {sheet} of {sheets}, {cuts} cuts',
  elevations: 'Elevations',
  exploded: 'Taken apart',
  list: 'Cut list',
  materials: 'Materials',
  fittings: 'Fittings',
  findings: 'Findings',
  noFindings: 'Nothing stands in the way of making it.',
  severity: { block: 'Cannot be made', warn: 'Mind', hint: 'Hint' },
  columns: {
    number: 'No.',
    name: 'Part',
    material: 'Material',
    count: 'Pieces',
    length: 'Length',
    width: 'Width',
    thickness: 'Thick',
    edges: 'Edge bands',
    holes: 'Holes',
    amount: 'Amount',
    mass: 'Weight',
  },
  page: 'Page {page} of {pages}',
  scale: 'Scale 1:{scale}. Millimetres; what is hidden is dashed.',
  sizes: '{width} × {depth} × {height} mm',
  weight: 'Weight {mass}',
  by: '{author}, {day}',
  hash: 'Content {hash}',
  sheets: 'sheets of {length} × {width} mm: {count}',
  pieces: '{count}',
  edge: '{length} m',
  lengths: 'parts: {count}, {volume} dm³',
  unwritten:
    'The typeface of this sheet lacks some letters; they stand as their number in Unicode, such as ‹6728›.',
};

const de: WorkshopWords = {
  front: 'Vorderansicht',
  side: 'Ansicht von links',
  top: 'Draufsicht',
  cutPlan: 'Zuschnittplan',
  sheet: '{material}: Platte {sheet} von {sheets}, {cuts} Schnitte',
  elevations: 'Ansichten',
  exploded: 'Auseinandergenommen',
  list: 'Stückliste',
  materials: 'Material',
  fittings: 'Beschläge',
  findings: 'Befunde',
  noFindings: 'Dem Bau steht nichts im Weg.',
  severity: { block: 'Nicht baubar', warn: 'Achtung', hint: 'Hinweis' },
  columns: {
    number: 'Nr.',
    name: 'Teil',
    material: 'Material',
    count: 'Stück',
    length: 'Länge',
    width: 'Breite',
    thickness: 'Dicke',
    edges: 'Kanten',
    holes: 'Löcher',
    amount: 'Menge',
    mass: 'Gewicht',
  },
  page: 'Seite {page} von {pages}',
  scale: 'Maßstab 1:{scale}. Millimeter; Verdecktes ist gestrichelt.',
  sizes: '{width} × {depth} × {height} mm',
  weight: 'Gewicht {mass}',
  by: '{author}, {day}',
  hash: 'Inhalt {hash}',
  sheets: 'Platten zu {length} × {width} mm: {count}',
  pieces: '{count}',
  edge: '{length} m',
  lengths: 'Teile: {count}, {volume} dm³',
  unwritten:
    'Der Schrift dieses Blatts fehlen einige Zeichen; sie stehen als ihre Nummer in Unicode, etwa ‹6728›.',
};

/** The words of a language; English for those that are not spoken. */
export function workshopWords(language: string): WorkshopWords {
  return language === 'de' ? de : en;
}

/** A sentence with its `{names}` filled in. */
export function filled(
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
