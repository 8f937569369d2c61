export const messages = {
  because: {
    'most-files': 'Dieser Raum enthält 5.000 Bilder, mehr fasst er nicht.',
    'not-a-picture':
      'Das ließ sich nicht als JPEG-, PNG- oder WebP-Bild lesen. Es wurde nichts behalten.',
    'too-many-pixels':
      'Dieses Bild hat mehr als 40 Megapixel. Bitte verkleinern Sie es und versuchen Sie es noch einmal.',
    'picture-too-large': 'Ein Bild darf höchstens 12 MB haben. Es wurde nichts behalten.',
    'pictures-busy':
      'Gerade werden viele Bilder bearbeitet. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
  },
  fields: {
    'not-a-picture': 'Das ließ sich nicht als JPEG-, PNG- oder WebP-Bild lesen.',
    'too-many-pixels': 'Höchstens 40 Megapixel.',
  },
};
