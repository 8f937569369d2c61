#!/usr/bin/env node
import { musterCommand } from './commands.mjs';
import { launch } from './run.mjs';

// `npx muster`: the command line, from whatever Node the machine has.
process.exitCode = await launch(musterCommand(process.argv.slice(2)));
