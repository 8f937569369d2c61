export const messages = {
  because: {
    'most-spaces':
      'Eine Person kann 50 Räume eröffnen. Schließen Sie einen und versuchen Sie es noch einmal.',
    'most-organisations': 'Ein Raum fasst höchstens 500 Organisationen.',
    'most-invitations':
      '500 Einladungen sind offen. Nehmen Sie einige zurück und versuchen Sie es noch einmal.',
    'last-host': 'Ein Raum braucht einen Gastgeber. Machen Sie zuerst jemand anderen dazu.',
    'invitation-expired': 'Diese Einladung ist abgelaufen. Bitten Sie um eine neue.',
    'invitation-revoked': 'Diese Einladung wurde zurückgenommen. Bitten Sie um eine neue.',
    'invitation-used-up':
      'Diese Einladung wurde so oft benutzt, wie sie darf. Bitten Sie um eine neue.',
    'invitation-is-a-link': 'Diese Einladung ist ein Link für viele; kopieren Sie ihn.',
    'most-mails':
      'Diese Einladung wurde fünfmal verschickt. Machen Sie eine neue, oder fragen Sie auf anderem Weg.',
  },
  fields: {
    'not-a-member':
      'So heißt kein Mitglied dieses Raums. Schreiben Sie das Kürzel, zum Beispiel @ole-brandt.',
    'not-a-currency': 'Das ist kein Währungskürzel wie EUR.',
    'not-the-name': 'Das ist nicht der Name des Raums.',
  },
};
