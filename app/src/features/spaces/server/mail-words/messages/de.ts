export const messages = {
  invitation: {
    subject: '{inviter} lädt Sie zu {space} ein',
    body: '{inviter} lädt Sie in den Raum „{space}“ ein.\n{note}\nHier öffnen:\n{link}\n\nDer Link gilt nur für Sie. Wenn Sie {inviter} nicht kennen, lassen Sie diese Mail einfach liegen: Es geschieht nichts.\n',
  },
};
