export const messages = {
  new: 'A new post',
  edit: 'Edit the post',
  title: 'Title',
  body: 'Text',
  bodyHint:
    'Markdown: **bold**, *italic*, lists with -, links as [words](https://…), quotes with >.',
  picture: 'Picture',
  pictureHint: 'JPEG, PNG or WebP, at most 10 MB. It is put at the end of the text.',
  alt: 'What does it show?',
  altHint: 'For those who cannot see it.',
  save: 'Save',
  preview: 'Show how it reads',
  shown: 'How it reads',
  conflict:
    'Somebody changed the post while you wrote. This is what it says now; below is what you wrote.',
  conflictSend: 'Sending again replaces the newer version with yours.',
};
