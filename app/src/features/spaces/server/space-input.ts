import { z } from 'zod';

export const OBJECTIVES = ['marketing', 'sales', 'research', 'business-development'] as const;
export const VISIBILITIES = ['private', 'invitation', 'public'] as const;
export const SPACE_LOCALES = ['en', 'de'] as const;
export const MEMBER_ROLES = ['host', 'peer', 'partner', 'maker'] as const;

/** Hues of one lightness, each of which passes on paper and at night (ui/style/accents.test.ts); style/tokens.css has them. */
export const ACCENTS = [
  'brick',
  'rust',
  'oak',
  'brass',
  'olive',
  'moss',
  'pine',
  'slate',
  'ink',
  'iris',
  'plum',
  'madder',
] as const;

/** What the scorecard of a space can be measured by; a target is a goal for one of them. */
export const MEASURES = [
  'active-peers',
  'posts',
  'comments',
  'replied-within-a-day-percent',
  'units-pooled',
  'saving-percent',
] as const;

const MOST_GOAL = 1_000_000_000;
export const targetGoal = z.coerce.number().int().min(0).max(MOST_GOAL);

/** The address of a space, as it stands in every path below it. */
export const spaceAddress = z.string().regex(/^[a-z0-9-]{4,60}$/);

export const spaceFields = {
  name: z.string().trim().min(1).max(80),
  purpose: z.string().trim().max(2000).default(''),
  objective: z.enum(OBJECTIVES),
  visibility: z.enum(VISIBILITIES),
  currency: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'not-a-currency'),
  locale: z.enum(SPACE_LOCALES),
  accent: z.enum(ACCENTS),
};
