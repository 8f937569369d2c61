/**
 * Loaded before each test file: a file that is still running, or whose process still lives, after its time is ended and says
 * what it waits for. The runner's own time limit does not reach a process whose tests are done.
 */
const limitMs = Number(process.env.MUSTER_TEST_FILE_MS);

setTimeout(() => {
  const waitsFor = process.getActiveResourcesInfo().join(', ');
  console.error(`${process.argv[1]} was ended after ${limitMs} ms; it waited for: ${waitsFor}`);
  process.exit(1);
}, limitMs).unref();
