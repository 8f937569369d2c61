/** The face of threads: how a slice attaches a thread to its subject. */
export { openThread, showThread } from './thread-subjects.ts';
export { threadPresenters } from './thread-presenters.ts';
export { react } from './change-comment.ts';
export { writeComment } from './write-comment.ts';
