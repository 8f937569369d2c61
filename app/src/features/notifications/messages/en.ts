export const messages = {
  title: 'Notifications',
  bell: 'Notifications',
  unreadCount: { one: '{count} unread', other: '{count} unread' },
  all: 'All',
  unread: 'Unread',
  everywhere: 'All spaces',
  space: 'Space',
  show: 'Show',
  markAll: 'Mark all as read',
  mark: 'Mark as read',
  choose: 'Choose what you are told',
  earlier: 'Earlier ones',
  isUnread: 'unread',
  none: 'Nothing here yet.',
  noneTeach:
    'When somebody answers you, calls you by name or writes in a thread that you follow, it is told here. For example:',
  example: 'Ole Brandt answered you in «Why is every sideboard too deep?»',
  noneUnread: 'You have read everything.',
  somebody: 'Somebody',
  namesAndMore: '{names} and {more} more',
  roles: { host: 'host', peer: 'peer', partner: 'partner', maker: 'maker' },
  outcomes: { kept: 'it stays', removed: 'it was removed' },
  decisions: {
    taken: 'taken over',
    declined: 'declined',
    released: 'approved, and its money released',
    'sent-back': 'sent back: something is missing',
  },
  reasons: {
    'no-quote': 'no maker had quoted',
    'too-small': 'too few came together',
    cancelled: 'the host has ended it',
    'maker-withdrew': 'the maker cannot deliver',
    'not-collected': 'too few of the payments arrived',
    'price-rose': 'it would have cost more than was shown',
  },
  kinds: {
    mention: { name: 'Somebody calls me by name', line: '{who} called you in «{title}»' },
    reply: { name: 'An answer to what I said', line: '{who} answered you in «{title}»' },
    'post-talk': {
      name: 'Talk under a post of mine',
      line: '{who} said something about your post «{title}»',
    },
    comment: {
      name: 'A comment in a thread that I follow',
      line: '{who} said something in «{title}»',
    },
    reaction: { name: 'A reaction to what I said', line: '{names} reacted to you in «{title}»' },
    'comment-removed': {
      name: 'A host removed a comment of mine',
      line: '{who} removed your comment in «{title}»',
    },
    'post-removed': {
      name: 'A host took down a post of mine',
      line: '{who} took down your post «{title}»',
    },
    'report-settled': {
      name: 'What became of my report',
      line: 'Your report in {title} was decided: {outcome}',
    },
    report: {
      name: 'Hosts: something was reported',
      line: '{who} reported something in «{title}»',
    },
    'invitation-accepted': {
      name: 'Somebody accepted my invitation',
      line: '{who} accepted your invitation to {title}',
    },
    'new-member': { name: 'Hosts: somebody joined', line: '{who} joined {title}' },
    'role-changed': {
      name: 'My role in a space changed',
      line: '{who} made you {role} in {title}',
    },
    'first-comment-unanswered': {
      name: 'Hosts: somebody’s first words got no answer',
      line: 'The first words of {who} in «{title}» are still without an answer',
    },
    'first-post-unanswered': {
      name: 'Hosts: somebody’s first post got no answer',
      line: 'The first post of {who}, «{title}», is still without an answer',
    },
    'wanted-joined': {
      name: 'Others want what I asked for',
      line: '{count} people now want «{title}»',
    },
    'wanted-proposed': {
      name: 'Another spec sheet is proposed for what I asked for',
      line: '{who} proposes another spec sheet for «{title}»',
    },
    'proposal-decided': {
      name: 'My proposal for a spec sheet was decided',
      line: 'Your spec sheet for «{title}» was {decision}',
    },
    'merge-suggested': {
      name: 'Somebody says that what I asked for is the same as another wanted',
      line: '{who} suggests to fold «{title}» into another wanted; you decide',
    },
    'wanted-merged': {
      name: 'Something I want was folded into another wanted',
      line: 'What you wanted is now part of «{title}»',
    },
    'pool-for-wanted': {
      name: 'A pool opens for something I want',
      line: 'A pool is open for what you want: «{title}». You can commit now',
    },
    'pool-to-quote': {
      name: 'Makers: a pool opens',
      line: 'A pool looks for a maker: «{title}»',
    },
    'maker-asked': {
      name: 'Makers: I am asked to quote',
      line: '{who} asks you to quote for «{title}»',
    },
    'pool-quoted': {
      name: 'Hosts: a maker quotes for my pool',
      line: '{who} has quoted for «{title}»',
    },
    'quote-withdrawn': {
      name: 'A maker takes back a quote for a pool that I am in',
      line: 'A maker has taken its quote for «{title}» back; see where the price stands now',
    },
    'pool-closed': {
      name: 'A pool closes and I get something',
      line: '«{title}» has closed and you are in; your invoice is there',
    },
    'pool-missed': {
      name: 'A pool closes and I get nothing',
      line: '«{title}» has closed without you: the price was above your limit, or nothing was left. You owe nothing',
    },
    'pool-tipped': {
      name: 'A pool that I am in has tipped',
      line: '«{title}» has tipped: it will be made',
    },
    'pool-lapsed': {
      name: 'My place in a pool has lapsed',
      line: 'You are no longer in «{title}»: your payment did not come in full and in time. What came goes back',
    },
    'pool-voided': {
      name: 'A pool that I have to do with is void',
      line: 'The pool «{title}» is void: {reason}. Nobody owes anything, and what was paid goes back',
    },
    'invoice-paid': {
      name: 'My payment has arrived',
      line: 'Your payment for «{title}» has arrived',
    },
    'refund-paid': {
      name: 'Money that I paid goes back',
      line: 'Money for «{title}» has been sent back to you',
    },
    'order-placed': {
      name: 'Makers: an order has come',
      line: 'An order for «{title}» waits for your answer',
    },
    'order-accepted': {
      name: 'The maker takes the order',
      line: 'The maker makes «{title}»',
    },
    'order-declined': {
      name: 'The maker declines the order',
      line: 'The maker does not make «{title}». Every buyer gets the money back',
    },
    'milestone-shown': {
      name: 'Hosts: a maker shows a step and waits for its money',
      line: 'The maker has shown a step of «{title}»; money waits for your answer',
    },
    'making-news': {
      name: 'News of the making of something I bought',
      line: 'There is news of the making of «{title}»',
    },
    'milestone-answered': {
      name: 'Makers: a step that I showed was answered',
      line: 'The step that you showed of «{title}» was {decision}',
    },
    'parcel-sent': {
      name: 'Something I bought is on its way',
      line: '«{title}» is on its way to you',
    },
    'dispute-opened': {
      name: 'Something is wrong with a delivery',
      line: '{who} says that something is wrong with «{title}»',
    },
    'dispute-settled': {
      name: 'My complaint was decided',
      line: 'Your complaint about «{title}» is decided',
    },
    'direct-opened': {
      name: 'A maker sells directly what I committed to',
      line: '{who} now sells «{title}» directly, one by one',
    },
  },
  choices: {
    title: 'What you are told, and how',
    lead: 'Everything is told in the app. Mails come on top of it, where you want them.',
    areas: {
      talk: 'Talk',
      pools: 'Wanted and pools',
      making: 'Money and making',
      spaces: 'Spaces and people',
    },
    kind: 'When',
    how: 'How',
    app: 'in the app',
    now: 'and by mail at once',
    daily: 'and in a daily mail',
    off: 'not at all',
    save: 'Save',
    saved: 'Kept.',
    morning:
      'The daily mail comes after seven in the morning where you are, and only when something is unread.',
  },
  unsubscribe: {
    title: 'End these mails',
    lead: 'You will not be mailed any more: {kind}. In the app you are told all the same.',
    digest: 'the daily mail',
    submit: 'End these mails',
    done: 'Done. You will get no more of these mails.',
    unknown: 'This link is not one of ours, or it was cut off. Look at your settings instead.',
    settings: 'All choices',
  },
  mail: {
    digest: '{count} things that you have not read',
    digestOne: 'One thing that you have not read',
    more: 'And {count} more.',
    why: 'You get this mail because of what you chose to be told.',
    settings: 'Choose differently:',
    stop: 'No more of these mails:',
  },
};
