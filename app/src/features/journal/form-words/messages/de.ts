export const messages = {
  new: 'Ein neuer Beitrag',
  edit: 'Beitrag bearbeiten',
  title: 'Titel',
  body: 'Text',
  bodyHint:
    'Markdown: **fett**, *kursiv*, Listen mit -, Links als [Wörter](https://…), Zitate mit >.',
  picture: 'Bild',
  pictureHint: 'JPEG, PNG oder WebP, höchstens 10 MB. Es kommt ans Ende des Textes.',
  alt: 'Was zeigt es?',
  altHint: 'Für alle, die es nicht sehen können.',
  save: 'Speichern',
  preview: 'Zeigen, wie es sich liest',
  shown: 'So liest es sich',
  conflict:
    'Jemand hat den Beitrag geändert, während Sie schrieben. Das steht jetzt da; darunter steht Ihr Text.',
  conflictSend: 'Wenn Sie noch einmal speichern, ersetzt Ihre Fassung die neuere.',
};
