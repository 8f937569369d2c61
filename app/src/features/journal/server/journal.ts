/** The face of the journal: what the installation may call. */
export { showPost, writePost } from './write-post.ts';
