export const messages = {
  refusals: {
    invalid:
      'Something in the form needs another look. Nothing was sent off; what you typed is still here.',
    'sign-in-needed': 'Please sign in first. What you typed is kept.',
    'not-allowed': 'You may not do this here. Nothing was changed.',
    'not-found': 'There is nothing here, or nothing that you may see.',
    'changed-meanwhile':
      'Somebody changed this while you were at it. Nothing was overwritten: look at the newer version and send yours again.',
    'limit-reached': 'The limit is reached. Nothing was changed.',
    'not-now': 'This is not possible any more. Nothing was changed.',
    'prove-again': 'Please confirm that it is you, then try again.',
    'key-reused':
      'This key was used for something else before. Nothing was changed; choose a new key.',
    'too-large': 'This is too large. Nothing was kept.',
    'too-many': 'Too many tries in a short time. Wait a little, then try again.',
  },
  because: {
    'not-json': 'The body is not JSON.',
    'media-type': 'The content type is not one that this takes.',
    'idempotency-key-form': 'The idempotency key must be 8 to 200 visible ASCII characters.',
    'token-scope': 'The access token does not have the scope that this needs.',
    'token-unknown': 'The access token is unknown, has expired, or was revoked.',
    'foreign-page': 'The request came from a page of another site.',
    'sent-before':
      'This form was sent before, with other words in it, and that was taken. Nothing was sent now: look whether you still want to, then send again.',
    topics: 'Name 1 to 20 topics, such as thread:ID.',
  },
  fields: {
    required: 'Please fill this in.',
    'too-short': 'At least {min} characters.',
    'too-long': 'At most {max} characters.',
    'too-low': 'At least {min}.',
    'too-high': 'At most {max}.',
    'not-a-choice': 'Please choose one of the offered values.',
    'not-email': 'This does not look like an e-mail address.',
    'not-url': 'This does not look like a web address.',
    'not-uuid': 'This is not an id.',
    'not-in-this-form': 'This is not in the expected form.',
    'unknown-field': 'This field is not known here.',
    'wrong-kind': 'This is not the kind of value that is expected here.',
    other: 'This does not fit here.',
  },
};
