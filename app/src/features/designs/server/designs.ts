/** The face of designs: how other slices publish one. */
export { publishDesign, publishVersion } from './publish-design.ts';
export { sealDesign } from './seal-design.ts';
