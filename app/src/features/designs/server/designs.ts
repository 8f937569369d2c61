/** The face of designs: how other slices publish one, and take one in that is still worked on. */
export { builtInKits } from '../built-in-kits.ts';
export { findKit } from './find-kit.ts';
export { newestPrices } from './price-lists.ts';
export { publishDesign, publishVersion } from './publish-design.ts';
export { sealDesign } from './seal-design.ts';
export { boundedRoot } from './bounded-root.ts';
export { MOST_DESIGN_LETTERS } from './judge-design.ts';
