/** The face of wanteds: the spec sheet, which pools share. */
export { readSpec, specSheet } from '../spec-sheet.ts';
