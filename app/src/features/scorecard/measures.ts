/** What a space is measured by, in the order of the chain. Those with a target are named as in the settings of the space. */
export const MEASURE_NAMES = [
  'members',
  'active-peers',
  'posts',
  'comments',
  'replied-within-a-day-percent',
  'first-reply-hours',
  'wants',
  'commitments',
  'paid-percent',
  'units-pooled',
  'delivered-percent',
  'in-time-percent',
  'saving-percent',
  'saved-money',
  'fee-money',
  'direct-units',
] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

/** Plain counts and sums of one space; money in minor units. */
export type Counts = {
  members: number;
  activePeople: number;
  posts: number;
  comments: number;
  repliedInADay: number;
  postsADayOld: number;
  firstReplyHours: number | null;
  repliedPosts: number;
  wanteds: number;
  meToos: number;
  commitments: number;
  poolsEnded: number;
  poolsTipped: number;
  invoices: number;
  paidInvoices: number;
  unitsPooled: number;
  parcels: number;
  delivered: number;
  sentInTime: number;
  benchmarkSum: number;
  grossSum: number;
  benchmarkedUnits: number;
  feeSum: number;
  ordersAccepted: number;
  directUnits: number;
};

export type Measured = {
  value: number | null;
  unit: 'count' | 'percent' | 'hours' | 'money';
  from: number;
};

/** A measure with how many things it was counted from; null where a share would be one of nothing. */
export function measureOf(measure: MeasureName, counts: Counts): Measured {
  switch (measure) {
    case 'members':
      return count(counts.members);
    case 'active-peers':
      return { value: counts.activePeople, unit: 'count', from: counts.members };
    case 'posts':
      return count(counts.posts);
    case 'comments':
      return count(counts.comments);
    case 'replied-within-a-day-percent':
      return share(counts.repliedInADay, counts.postsADayOld);
    case 'first-reply-hours':
      return {
        value:
          counts.firstReplyHours === null ? null : Math.round(counts.firstReplyHours * 10) / 10,
        unit: 'hours',
        from: counts.repliedPosts,
      };
    case 'wants':
      return { value: counts.wanteds + counts.meToos, unit: 'count', from: counts.wanteds };
    case 'commitments':
      return count(counts.commitments);
    case 'paid-percent':
      return share(counts.paidInvoices, counts.invoices);
    case 'units-pooled':
      return { value: counts.unitsPooled, unit: 'count', from: counts.poolsTipped };
    case 'delivered-percent':
      return share(counts.delivered, counts.parcels);
    case 'in-time-percent':
      return share(counts.sentInTime, counts.delivered);
    case 'saving-percent':
      return {
        ...share(counts.benchmarkSum - counts.grossSum, counts.benchmarkSum),
        from: counts.benchmarkedUnits,
      };
    case 'saved-money':
      return {
        value: counts.benchmarkedUnits === 0 ? null : counts.benchmarkSum - counts.grossSum,
        unit: 'money',
        from: counts.benchmarkedUnits,
      };
    case 'fee-money':
      return { value: counts.feeSum, unit: 'money', from: counts.ordersAccepted };
    case 'direct-units':
      return count(counts.directUnits);
  }
}

function count(value: number): Measured {
  return { value, unit: 'count', from: value };
}

/** In percent, to one place. */
function share(part: number, whole: number): Measured {
  const value = whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
  return { value, unit: 'percent', from: whole };
}
