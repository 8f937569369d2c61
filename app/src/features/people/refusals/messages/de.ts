export const messages = {
  because: {
    'wrong-password': 'Adresse und Passwort gehören nicht zusammen. Nichts wurde geändert.',
    'link-used': 'Dieser Link ist abgelaufen oder wurde schon benutzt. Bitten Sie um einen neuen.',
    'most-tokens':
      '50 Zugriffstoken sind in Gebrauch. Widerrufen Sie eines und versuchen Sie es noch einmal.',
    'most-passkeys':
      '20 Passkeys sind für Sie hinterlegt. Entfernen Sie einen und versuchen Sie es noch einmal.',
    'verify-first':
      'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse: Der Link steht in Ihrer Mail.',
    'address-taken':
      'Diese Adresse hat ein eigenes Konto, darum bleibt Ihres, wo es ist. Melden Sie sich mit jenem Konto an oder wählen Sie eine andere Adresse.',
    'last-way-in':
      'Dies ist Ihr letzter Weg zur Anmeldung, darum bleibt er. Fügen Sie zuerst einen anderen hinzu.',
    'passkey-first': 'Fügen Sie zuerst einen Passkey hinzu; dann kann das Passwort gehen.',
    'way-in-gone': 'Diesen Weg zur Anmeldung gibt es nicht mehr. Nichts wurde geändert.',
    'challenge-used':
      'Das hat zu lange gedauert oder wurde zweimal gesendet. Bitte beginnen Sie noch einmal.',
    'passkey-unknown':
      'Dieser Passkey ist hier nicht bekannt. Vielleicht wurde er entfernt; melden Sie sich anders an.',
    'passkey-known': 'Dieser Passkey ist schon hinterlegt.',
    'passkey-not-accepted':
      'Die Antwort des Passkeys gilt hier nicht. Nichts wurde geändert; bitte versuchen Sie es noch einmal.',
    'passkey-copied':
      'Dieser Passkey scheint kopiert worden zu sein und gilt darum nicht. Melden Sie sich anders an und entfernen Sie ihn.',
    'invited-only':
      'Hier macht mit, wer in einen Raum eingeladen ist, und für diese Adresse ist keine Einladung offen. Nichts wurde behalten. Öffnen Sie den Link Ihrer Einladung und machen Sie von dort aus mit, oder bitten Sie einen Gastgeber, diese Adresse einzuladen.',
    'openid-down':
      'Der Anbieter antwortet im Augenblick nicht. Versuchen Sie es etwas später oder melden Sie sich anders an.',
    'openid-declined': 'Der Anbieter hat Sie nicht durchgelassen. Nichts wurde geändert.',
    'openid-unverified':
      'Der Anbieter hat Ihre E-Mail-Adresse nicht bestätigt, darum lässt sich mit ihr kein Konto finden. Melden Sie sich anders an und verknüpfen Sie den Anbieter in Ihren Einstellungen.',
    'openid-taken':
      'Mit diesem Konto des Anbieters meldet sich jemand anderes an. Nichts wurde geändert.',
    'openid-other':
      'Das ist ein anderes Konto des Anbieters als das, das mit Ihrem verknüpft ist. Nichts wurde geändert.',
    'openid-lost':
      'Diese Anmeldung wurde nicht in diesem Browser begonnen, oder sie hat zu lange gedauert. Bitte beginnen Sie noch einmal.',
  },
  fields: {
    'too-common':
      'Dieses Passwort ist zu leicht zu erraten. Drei, vier Wörter hintereinander sind besser.',
    'like-your-name': 'Dieses Passwort ähnelt zu sehr Ihrem Namen oder Ihrer Adresse.',
    'not-your-password': 'Das ist nicht Ihr Passwort.',
    'same-address': 'Das ist schon Ihre Adresse.',
    'handle-taken': 'Diesen Rufnamen hat schon jemand anderes.',
    'handle-reserved': 'Rufnamen, die mit former- beginnen, sind für Menschen, die gegangen sind.',
    'not-your-handle': 'Das ist nicht Ihr Rufname.',
  },
};
