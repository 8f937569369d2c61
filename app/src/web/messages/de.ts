export const messages = {
  refusals: {
    invalid:
      'Etwas im Formular stimmt noch nicht. Nichts wurde abgeschickt; Ihre Eingaben stehen noch da.',
    'sign-in-needed': 'Bitte melden Sie sich zuerst an. Ihre Eingaben bleiben erhalten.',
    'not-allowed': 'Das dürfen Sie hier nicht. Nichts wurde geändert.',
    'not-found': 'Hier ist nichts, oder nichts, was Sie sehen dürfen.',
    'changed-meanwhile':
      'Jemand hat dies inzwischen geändert. Nichts wurde überschrieben: Sehen Sie sich die neuere Fassung an und senden Sie Ihre noch einmal.',
    'limit-reached': 'Die Grenze ist erreicht. Nichts wurde geändert.',
    'not-now': 'Das geht nicht mehr. Nichts wurde geändert.',
    'prove-again': 'Bitte bestätigen Sie, dass Sie es sind, und versuchen Sie es noch einmal.',
    'key-reused':
      'Dieser Schlüssel wurde schon für etwas anderes verwendet. Nichts wurde geändert; wählen Sie einen neuen.',
    'too-large': 'Das ist zu groß. Nichts wurde behalten.',
    'too-many':
      'Zu viele Versuche in kurzer Zeit. Warten Sie ein wenig und versuchen Sie es dann noch einmal.',
  },
  because: {
    'not-json': 'Der Inhalt ist kein JSON.',
    'media-type': 'Diese Inhaltsart wird hier nicht angenommen.',
    'idempotency-key-form':
      'Der Idempotenzschlüssel muss aus 8 bis 200 sichtbaren ASCII-Zeichen bestehen.',
    'token-scope': 'Dem Zugriffstoken fehlt die Berechtigung dafür.',
    'token-unknown': 'Das Zugriffstoken ist unbekannt, abgelaufen oder widerrufen.',
    'foreign-page': 'Die Anfrage kam von einer Seite außerhalb dieser Installation.',
    'sent-before':
      'Dieses Formular wurde schon einmal mit anderem Inhalt gesendet, und das wurde angenommen. Jetzt wurde nichts gesendet: Sehen Sie nach, ob Sie das noch wollen, und senden Sie noch einmal.',
    topics: 'Nennen Sie 1 bis 20 Themen, zum Beispiel thread:ID.',
  },
  fields: {
    required: 'Bitte ausfüllen.',
    'too-short': 'Mindestens {min} Zeichen.',
    'too-long': 'Höchstens {max} Zeichen.',
    'too-low': 'Mindestens {min}.',
    'too-high': 'Höchstens {max}.',
    'not-a-choice': 'Bitte wählen Sie einen der angebotenen Werte.',
    'not-email': 'Das sieht nicht nach einer E-Mail-Adresse aus.',
    'not-url': 'Das sieht nicht nach einer Web-Adresse aus.',
    'not-uuid': 'Das ist keine Kennung.',
    'not-in-this-form': 'Das hat nicht die erwartete Form.',
    'unknown-field': 'Dieses Feld ist hier unbekannt.',
    'wrong-kind': 'Diese Art von Wert wird hier nicht erwartet.',
    other: 'Das passt hier nicht.',
  },
};
