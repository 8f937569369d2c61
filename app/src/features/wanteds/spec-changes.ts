import type { Attribute, SpecSheet } from './spec-sheet.ts';

/** What a proposed sheet would change of the one that stands: lines that are new or say something else, and names that go. */
export type SpecChanges = { lines: Attribute[]; leftOut: string[] };

export function changesOf(standing: SpecSheet, proposed: SpecSheet): SpecChanges {
  const said = new Map(standing.map((line) => [line.name, JSON.stringify(valueOf(line))]));
  const names = new Set(proposed.map(({ name }) => name));
  return {
    lines: proposed.filter((line) => said.get(line.name) !== JSON.stringify(valueOf(line))),
    leftOut: standing.map(({ name }) => name).filter((name) => !names.has(name)),
  };
}

/** The order of members does not tell two lines apart: one of them comes from the database. */
function valueOf(line: Attribute): unknown {
  return [line.kind, line.value, line.kind === 'number' ? line.unit : ''];
}
