/** What moderation announces; the subject is the report, or the settlement. Who reported and why is in neither. */
export const MODERATION_EVENTS = ['report.filed', 'report.settled'] as const;
