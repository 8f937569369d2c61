/** The formats that a design leaves in, in the order in which they are offered. */
export const FORMATS = ['svg', 'png', 'pdf', 'dxf', 'glb', '3mf', 'csv', 'json'] as const;
/** Those of them that what has no shape leaves in. */
export const SHAPELESS = [
  'svg',
  'png',
  'json',
] as const satisfies readonly (typeof FORMATS)[number][];
