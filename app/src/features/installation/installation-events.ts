/** What running the installation announces; the subject is the person. */
export const INSTALLATION_EVENTS = ['person.closed', 'person.reopened'] as const;
