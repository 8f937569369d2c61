/** What designs announce; the subject is the design, and data names its address. */
export const DESIGN_EVENTS = ['design.published', 'design.removed'] as const;
