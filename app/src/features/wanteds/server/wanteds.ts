/** The face of wanteds: the spec sheet, which pools share. */
export { readSpec, specSheet, type SpecSheet } from '../spec-sheet.ts';
