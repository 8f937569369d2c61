/** The face of threads: how a slice attaches a thread to its subject. */
export { openThread, showThread } from './thread-subjects.ts';
export { threadPresenters } from './thread-presenters.ts';
export { react, removeComment, restoreComment } from './change-comment.ts';
export { findTheComment } from './find-comment.ts';
export { writeComment } from './write-comment.ts';
