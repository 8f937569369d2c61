export const messages = {
  because: {
    'most-designs': 'One person can publish 500 designs in a space. Yours is kept as a draft.',
    'most-versions': 'A design has 200 versions at most. Publish this one as a remix.',
    'newer-version':
      'A newer version has come meanwhile. Yours is kept as a draft: merge the newer one into it, then publish.',
  },
  fields: {
    'other-kit':
      'The kit has changed since this was made. Open it in the studio again; it is kept.',
    'cannot-be-made': 'This cannot be made as it is. Mend what the findings name first.',
    'evaluates-otherwise':
      'The server comes to another result than your browser did. Nothing was published; reload the page, your draft is kept.',
    'not-an-object': 'This is not in the form of a design.',
    'not-a-list': 'This is not in the form of a design.',
    'not-an-id': 'Ids are small letters, digits and dashes.',
    'not-a-value': 'Settings are whole numbers, yes or no, or texts.',
    'duplicate-id': 'Two things in the same place have the same id.',
    'too-many-nodes': 'A design has 2000 things at most.',
    'too-many-values': 'One thing has 200 settings at most.',
    'too-deep': 'This is nested too deep.',
    'too-many-parts': 'A design makes 5000 parts at most.',
    'too-many-steps': 'This takes too long to work out.',
    'too-many-repeats': 'Something is repeated more than 1000 times.',
    'number-too-large': 'A number grows too large.',
  },
};
