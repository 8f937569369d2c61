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
  decisions: {
    taken: 'übernommen',
    declined: 'abgelehnt',
    released: 'gebilligt, und sein Geld ist frei',
    'sent-back': 'zurückgegeben: Etwas fehlt',
  },
  reasons: {
    'no-quote': 'Kein Hersteller hatte geboten',
    'too-small': 'Es kamen zu wenige zusammen',
    cancelled: 'Der Gastgeber hat ihn beendet',
    'maker-withdrew': 'Der Hersteller kann nicht liefern',
    'not-collected': 'Zu wenige Zahlungen kamen an',
    'price-rose': 'Er hätte mehr gekostet als angezeigt',
  },
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
    'wanted-joined': {
      name: 'Andere wünschen sich dasselbe wie ich',
      line: '{count} Personen wünschen sich jetzt «{title}»',
    },
    'wanted-proposed': {
      name: 'Für meinen Wunsch wird ein anderes Datenblatt vorgeschlagen',
      line: '{who} schlägt ein anderes Datenblatt für «{title}» vor',
    },
    'proposal-decided': {
      name: 'Über meinen Vorschlag für ein Datenblatt wurde entschieden',
      line: 'Ihr Datenblatt für «{title}» wurde {decision}',
    },
    'merge-suggested': {
      name: 'Jemand hält meinen Wunsch für denselben wie einen anderen',
      line: '{who} schlägt vor, «{title}» mit einem anderen Wunsch zusammenzulegen; Sie entscheiden',
    },
    'wanted-merged': {
      name: 'Ein Wunsch von mir wurde mit einem anderen zusammengelegt',
      line: 'Ihr Wunsch gehört jetzt zu «{title}»',
    },
    'pool-for-wanted': {
      name: 'Für etwas, das ich mir wünsche, öffnet ein Pool',
      line: 'Für Ihren Wunsch ist ein Pool offen: «{title}». Sie können sich jetzt festlegen',
    },
    'pool-to-quote': {
      name: 'Hersteller: Ein Pool öffnet',
      line: 'Ein Pool sucht einen Hersteller: «{title}»',
    },
    'maker-asked': {
      name: 'Hersteller: Ich werde um ein Angebot gebeten',
      line: '{who} bittet Sie um ein Angebot für «{title}»',
    },
    'pool-quoted': {
      name: 'Gastgeber: Ein Hersteller bietet für meinen Pool',
      line: '{who} hat für «{title}» geboten',
    },
    'quote-withdrawn': {
      name: 'Ein Hersteller nimmt sein Angebot für einen Pool zurück, in dem ich bin',
      line: 'Ein Hersteller hat sein Angebot für «{title}» zurückgenommen; sehen Sie, wo der Preis jetzt steht',
    },
    'pool-closed': {
      name: 'Ein Pool schließt, und ich bekomme etwas',
      line: '«{title}» ist geschlossen, und Sie sind dabei; Ihre Rechnung liegt bereit',
    },
    'pool-missed': {
      name: 'Ein Pool schließt, und ich bekomme nichts',
      line: '«{title}» ist ohne Sie geschlossen: Der Preis lag über Ihrer Grenze, oder es war nichts mehr übrig. Sie schulden nichts',
    },
    'pool-tipped': {
      name: 'Ein Pool, in dem ich bin, kommt zustande',
      line: '«{title}» kommt zustande: Es wird gefertigt',
    },
    'pool-lapsed': {
      name: 'Mein Platz in einem Pool ist verfallen',
      line: 'Sie sind nicht mehr in «{title}»: Ihre Zahlung kam nicht vollständig oder nicht rechtzeitig. Was kam, geht zurück',
    },
    'pool-voided': {
      name: 'Ein Pool, mit dem ich zu tun habe, kommt nicht zustande',
      line: 'Der Pool «{title}» kommt nicht zustande: {reason}. Niemand schuldet etwas, und Gezahltes geht zurück',
    },
    'invoice-paid': {
      name: 'Meine Zahlung ist angekommen',
      line: 'Ihre Zahlung für «{title}» ist angekommen',
    },
    'refund-paid': {
      name: 'Geld, das ich gezahlt habe, geht zurück',
      line: 'Geld für «{title}» ist an Sie zurückgegangen',
    },
    'order-placed': {
      name: 'Hersteller: Eine Bestellung ist da',
      line: 'Eine Bestellung für «{title}» wartet auf Ihre Antwort',
    },
    'order-accepted': {
      name: 'Der Hersteller nimmt die Bestellung an',
      line: 'Der Hersteller fertigt «{title}»',
    },
    'order-declined': {
      name: 'Der Hersteller lehnt die Bestellung ab',
      line: 'Der Hersteller fertigt «{title}» nicht. Alle bekommen ihr Geld zurück',
    },
    'milestone-shown': {
      name: 'Gastgeber: Ein Hersteller zeigt einen Schritt und wartet auf sein Geld',
      line: 'Der Hersteller hat einen Schritt von «{title}» gezeigt; das Geld wartet auf Ihre Antwort',
    },
    'making-news': {
      name: 'Neues von der Fertigung von etwas, das ich gekauft habe',
      line: 'Es gibt Neues von der Fertigung von «{title}»',
    },
    'milestone-answered': {
      name: 'Hersteller: Ein gezeigter Schritt wurde beantwortet',
      line: 'Der Schritt, den Sie von «{title}» gezeigt haben, wurde {decision}',
    },
    'parcel-sent': {
      name: 'Etwas, das ich gekauft habe, ist unterwegs',
      line: '«{title}» ist zu Ihnen unterwegs',
    },
    'dispute-opened': {
      name: 'Mit einer Lieferung stimmt etwas nicht',
      line: '{who} sagt, dass mit «{title}» etwas nicht stimmt',
    },
    'dispute-settled': {
      name: 'Über meine Reklamation wurde entschieden',
      line: 'Über Ihre Reklamation zu «{title}» ist entschieden',
    },
    'direct-opened': {
      name: 'Ein Hersteller verkauft direkt, wofür ich mich festgelegt habe',
      line: '{who} verkauft «{title}» jetzt auch direkt, Stück für Stück',
    },
  },
  choices: {
    title: 'Was Sie erfahren, und wie',
    lead: 'Alles steht in der App. Mails kommen dazu, wo Sie es wünschen.',
    areas: {
      talk: 'Gespräch',
      pools: 'Wünsche und Pools',
      making: 'Geld und Fertigung',
      spaces: 'Räume und Menschen',
    },
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
