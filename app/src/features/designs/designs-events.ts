/** What designs announce; the subject is the design, and data names its address. */
export const DESIGN_EVENTS = [
  'design.published',
  'design.removed',
  /** The subject is the space; data names the kit and the number of the edition or list. */
  'kit.saved',
  'prices.saved',
] as const;
