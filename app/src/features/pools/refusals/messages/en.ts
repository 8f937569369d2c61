export const messages = {
  because: {
    'pool-closed': 'This pool has closed. Nothing was changed.',
    'committed-already':
      'You have committed to this pool already. Your commitment stands as it was; change it instead.',
    'pool-full': 'This pool is full: it takes no more commitments.',
    'nothing-committed': 'You have no commitment in this pool.',
    'binding-now':
      'The last hours before the close have begun: a commitment may still grow, but not shrink or leave. Yours stands as it was.',
    'offers-frozen':
      'The offers are frozen: no quote comes, changes or leaves any more. Nothing was changed.',
    'not-invited': 'The host has asked certain makers to quote here, and yours is not among them.',
    'nothing-quoted': 'You have no quote in this pool.',
    'most-quotes': 'A pool takes 60 quotes at most.',
    'most-pools': '200 pools are open in this space. Let some of them close first.',
    'pool-ended': 'This pool has ended already.',
    'pool-not-tentative': 'Nothing is collected for this pool now.',
    'log-still-open': 'The log can be downloaded once the pool has closed.',
    broken: 'Something broke on our side. Nothing was changed; please try again.',
  },
  fields: {
    'in-the-past': 'This moment has passed already.',
    'not-before-close': 'This must come before the pool closes.',
    'source-needed': 'Say where this price can be looked up.',
    'price-by-variant': 'With several variants each has its own shop price: take this one out.',
    'not-by-variant': 'A pool of several variants takes tiers for all units, and no containers.',
    'below-min': 'The most must be at least as many as the fewest.',
    'worth-too-much': 'This is worth more than one commitment may be.',
    'binding-now': 'In the last hours this may only grow.',
    'price-rises': 'A larger quantity may not cost more for one.',
    'not-ascending': 'Each tier must begin at more units than the one before it.',
    'too-small': 'This is too small.',
    'too-large': 'This is too large.',
    'named-twice': 'Two lines have the same name.',
    'not-date': 'This is not a date.',
    'not-datetime': 'This is not a date with a time.',
  },
};
