export const messages = {
  title: 'Mitteilungen',
  bell: 'Mitteilungen',
  unreadCount: { one: '{count} ungelesen', other: '{count} ungelesen' },
  all: 'Alle',
  unread: 'Ungelesen',
  everywhere: 'Alle Räume',
  space: 'Raum',
  show: 'Zeigen',
  markAll: 'Alle als gelesen markieren',
  mark: 'Als gelesen markieren',
  choose: 'Wählen, was Sie erfahren',
  earlier: 'Frühere',
  isUnread: 'ungelesen',
  none: 'Hier ist noch nichts.',
  noneTeach:
    'Wenn Ihnen jemand antwortet, Sie beim Namen ruft oder in einem Gespräch schreibt, dem Sie folgen, steht es hier. Zum Beispiel:',
  example: 'Ole Brandt hat Ihnen in «Warum ist jedes Sideboard zu tief?» geantwortet',
  noneUnread: 'Sie haben alles gelesen.',
  somebody: 'Jemand',
  namesAndMore: '{names} und {more} weitere',
  roles: { host: 'Gastgeber', peer: 'Mitglied', partner: 'Partner', maker: 'Hersteller' },
  outcomes: { kept: 'es bleibt stehen', removed: 'es wurde entfernt' },
  kinds: {
    mention: { name: 'Jemand ruft mich beim Namen', line: '{who} hat Sie in «{title}» gerufen' },
    reply: {
      name: 'Eine Antwort auf etwas von mir',
      line: '{who} hat Ihnen in «{title}» geantwortet',
    },
    'post-talk': {
      name: 'Gespräch unter einem Beitrag von mir',
      line: '{who} hat etwas zu Ihrem Beitrag «{title}» gesagt',
    },
    comment: {
      name: 'Ein Kommentar in einem Gespräch, dem ich folge',
      line: '{who} hat in «{title}» etwas gesagt',
    },
    reaction: {
      name: 'Eine Reaktion auf etwas von mir',
      line: '{names} hat in «{title}» auf Sie reagiert',
    },
    'comment-removed': {
      name: 'Ein Gastgeber hat einen Kommentar von mir entfernt',
      line: '{who} hat Ihren Kommentar in «{title}» entfernt',
    },
    'post-removed': {
      name: 'Ein Gastgeber hat einen Beitrag von mir zurückgezogen',
      line: '{who} hat Ihren Beitrag «{title}» zurückgezogen',
    },
    'report-settled': {
      name: 'Was aus meiner Meldung wurde',
      line: 'Über Ihre Meldung in {title} wurde entschieden: {outcome}',
    },
    report: {
      name: 'Gastgeber: Etwas wurde gemeldet',
      line: '{who} hat etwas in «{title}» gemeldet',
    },
    'invitation-accepted': {
      name: 'Jemand hat meine Einladung angenommen',
      line: '{who} hat Ihre Einladung zu {title} angenommen',
    },
    'new-member': {
      name: 'Gastgeber: Jemand ist beigetreten',
      line: '{who} ist {title} beigetreten',
    },
    'role-changed': {
      name: 'Meine Rolle in einem Raum hat sich geändert',
      line: 'Ihre Rolle in {title} ist jetzt {role}, geändert von {who}',
    },
    'first-comment-unanswered': {
      name: 'Gastgeber: Jemandes erste Worte blieben ohne Antwort',
      line: 'Die ersten Worte von {who} in «{title}» sind noch ohne Antwort',
    },
    'first-post-unanswered': {
      name: 'Gastgeber: Jemandes erster Beitrag blieb ohne Antwort',
      line: 'Der erste Beitrag von {who}, «{title}», ist noch ohne Antwort',
    },
  },
  choices: {
    title: 'Was Sie erfahren, und wie',
    lead: 'Alles steht in der App. Mails kommen dazu, wo Sie es wünschen.',
    kind: 'Wann',
    how: 'Wie',
    app: 'in der App',
    now: 'und sofort per Mail',
    daily: 'und in einer täglichen Mail',
    off: 'gar nicht',
    save: 'Speichern',
    saved: 'Gespeichert.',
    morning:
      'Die tägliche Mail kommt bei Ihnen nach sieben Uhr früh, und nur, wenn etwas ungelesen ist.',
  },
  unsubscribe: {
    title: 'Diese Mails abbestellen',
    lead: 'Dazu bekommen Sie keine Mails mehr: {kind}. In der App erfahren Sie es weiterhin.',
    digest: 'die tägliche Mail',
    submit: 'Abbestellen',
    done: 'Erledigt. Sie bekommen diese Mails nicht mehr.',
    unknown:
      'Dieser Link ist nicht von uns, oder er wurde abgeschnitten. Sehen Sie in Ihre Einstellungen.',
    settings: 'Alle Einstellungen dazu',
  },
  mail: {
    digest: '{count} Mitteilungen, die Sie noch nicht gelesen haben',
    digestOne: 'Eine Mitteilung, die Sie noch nicht gelesen haben',
    more: 'Und {count} weitere.',
    why: 'Sie bekommen diese Mail, weil Sie es so gewählt haben.',
    settings: 'Anders wählen:',
    stop: 'Diese Mails abbestellen:',
  },
};
