/** The face of the journal: what the installation may call. */
export { findThePost, postAddress, showPost, writePost } from './write-post.ts';
