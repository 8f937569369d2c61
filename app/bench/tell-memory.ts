/**
 * Loaded before the app by a benchmark (`node --expose-gc --import`): whoever started the process asks by a message and is told
 * the resident memory in bytes, after what is garbage has gone.
 */
process.on('message', () => {
  for (let time = 0; time < 4; time++) globalThis.gc?.();
  process.send?.(process.memoryUsage.rss());
});
// The app ends when it is done, not when nobody asks any more.
process.channel?.unref();
