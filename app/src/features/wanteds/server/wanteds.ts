/** The face of wanteds: the spec sheet, which pools share, and the commands with which a story is played. */
export { sayMeToo } from './me-too.ts';
export { decideMerge, suggestMerge } from './merge-wanted.ts';
export { decideProposal, proposeSpec } from './propose-spec.ts';
export { writeWanted } from './write-wanted.ts';
export { readSpec, specSheet } from '../spec-sheet.ts';
