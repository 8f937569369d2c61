import { findCommand } from './commands.mjs';
import { launch } from './run.mjs';

// What `npm start`, `npm test` and the other scripts of package.json run.
const [word = 'start', ...args] = process.argv.slice(2);
process.exitCode = await launch(findCommand(word, args));
