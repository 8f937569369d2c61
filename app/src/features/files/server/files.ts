/** The face of files: what other slices may ask about pictures. */
export { type FileView, readFiles } from './file-reads.ts';
