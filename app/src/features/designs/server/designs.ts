/** The face of designs: how other slices publish one. */
export { builtInKits } from '../built-in-kits.ts';
export { publishDesign, publishVersion } from './publish-design.ts';
export { sealDesign } from './seal-design.ts';
