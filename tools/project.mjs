import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// NOTE: every file of this folder must be readable by Node 18: it runs before the right Node is there.

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const APP = join(ROOT, 'app');
export const CACHE = join(ROOT, '.cache');
export const MODULES = join(ROOT, 'node_modules');

/** The oldest Node that Muster runs on; a newer one on the machine is used as it is. */
export const OLDEST_NODE = [24, 10];
