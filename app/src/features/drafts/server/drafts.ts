/** The face of drafts: what pages do when a form comes and goes. */
export { discardDraft } from './keep-draft.ts';
export { type KeptDraft, readDraft } from './draft-reads.ts';
export { claimParked, parkForm } from './park-form.ts';
