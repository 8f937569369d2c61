export const messages = {
  because: {
    'most-files': 'This space holds 5,000 pictures, which is the most it can.',
    'not-a-picture': 'This could not be read as a JPEG, PNG or WebP picture. Nothing was kept.',
    'too-many-pixels': 'This picture has more than 40 megapixels. Make it smaller, then try again.',
    'picture-too-large': 'A picture can have 12 MB at most. Nothing was kept.',
    'pictures-busy': 'Many pictures are being worked on just now. Try again in a few seconds.',
  },
  fields: {
    'not-a-picture': 'This could not be read as a JPEG, PNG or WebP picture.',
    'too-many-pixels': 'At most 40 megapixels.',
  },
};
