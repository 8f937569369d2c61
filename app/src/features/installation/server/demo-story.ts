/** Who takes part in the demo, and what they say; days are counted back from today. */
export const DEMO_PASSWORD = 'planks and patience';

export const demoPeople = [
  { key: 'hanna', name: 'Hanna Holt', email: 'hanna@demo.example', locale: 'en' },
  { key: 'ole', name: 'Ole Brandt', email: 'ole@demo.example', locale: 'en' },
  { key: 'mira', name: 'Mira Sand', email: 'mira@demo.example', locale: 'en' },
  { key: 'jonas', name: 'Jonas Weir', email: 'jonas@demo.example', locale: 'en' },
  { key: 'aylin', name: 'Aylin Kaya', email: 'aylin@demo.example', locale: 'de' },
  { key: 'theo', name: 'Theo Lind', email: 'theo@demo.example', locale: 'en' },
] as const;
export type DemoPerson = (typeof demoPeople)[number]['key'];

export type DemoPost = {
  by: DemoPerson;
  daysAgo: number;
  title: string;
  body: string;
  talk: { by: DemoPerson; hoursLater: number; body: string; thanks?: DemoPerson[] }[];
};
export type DemoSpace = {
  host: DemoPerson;
  daysAgo: number;
  fields: {
    name: string;
    purpose: string;
    objective: string;
    visibility: string;
    currency: string;
    locale: string;
    accent: string;
  };
  targets: { measure: string; goal: number }[];
  members: { person: DemoPerson; role: 'peer' | 'partner' | 'maker' }[];
  posts: DemoPost[];
};

export const demoSpaces: DemoSpace[] = [
  {
    host: 'hanna',
    daysAgo: 40,
    fields: {
      name: 'Nordhaus Sideboard',
      purpose:
        'Our partners’ customers keep asking for a sideboard that fits a narrow hallway. Here we find out which one.',
      objective: 'research',
      visibility: 'public',
      currency: 'EUR',
      locale: 'en',
      accent: 'oak',
    },
    targets: [
      { measure: 'active-peers', goal: 40 },
      { measure: 'replied-within-a-day-percent', goal: 80 },
    ],
    members: [
      { person: 'ole', role: 'partner' },
      { person: 'mira', role: 'partner' },
      { person: 'jonas', role: 'peer' },
      { person: 'aylin', role: 'peer' },
      { person: 'theo', role: 'maker' },
    ],
    posts: [
      {
        by: 'hanna',
        daysAgo: 38,
        title: 'Why is every sideboard too deep?',
        body: 'Three partners told me the same thing in one week: **45 cm blocks the hallway**. People measure at home, come back, and leave with nothing.\n\nWhat would you change first: the depth, the height, or how it stands?',
        talk: [
          {
            by: 'ole',
            hoursLater: 3,
            body: 'The depth. In our branch I have turned away nine people since spring for exactly that. 35 cm would have sold to seven of them.',
            thanks: ['hanna', 'mira'],
          },
          {
            by: 'jonas',
            hoursLater: 9,
            body: 'Depth, but please not at the price of the plates: mine are 27 cm across.',
          },
          {
            by: 'aylin',
            hoursLater: 26,
            body: 'And a slot for cables. The router stands on ours, and the door never closes.',
            thanks: ['jonas', 'ole', 'hanna'],
          },
        ],
      },
      {
        by: 'ole',
        daysAgo: 24,
        title: 'What customers drew on the back of the receipt',
        body: 'We left pencils at the till for a week. Of 31 drawings:\n\n- 19 are **shallower** than ours\n- 12 have a **slot for cables**\n- 8 stand on legs, because of the robot that cleans\n\nNobody drew more than three bays.',
        talk: [
          {
            by: 'mira',
            hoursLater: 2,
            body: 'The same here, and oak in nearly every one. I did not ask for wood, they just wrote it down.',
            thanks: ['ole'],
          },
          {
            by: 'theo',
            hoursLater: 30,
            body: 'As the one who would build it: 35 cm deep in oak veneer, three bays, is one sheet less a piece. From 50 pieces on that is felt.',
            thanks: ['hanna', 'ole', 'mira', 'jonas'],
          },
        ],
      },
      {
        by: 'hanna',
        daysAgo: 6,
        title: 'So it is oak, 35 cm, and a slot',
        body: 'That is what the talk comes to. Before we draw it to scale: **what must it carry?** A record player? A tank with fish in it? Say it now, it decides how thick the top is.',
        talk: [
          { by: 'aylin', hoursLater: 5, body: 'A record player and two speakers. No fish.' },
          {
            by: 'jonas',
            hoursLater: 20,
            body: 'Books. Always more books than one thinks: say 30 kg a bay.',
            thanks: ['hanna'],
          },
        ],
      },
    ],
  },
  {
    host: 'mira',
    daysAgo: 110,
    fields: {
      name: 'A plain 65-inch screen',
      purpose:
        'No voice, no account, no advertising: a good panel with four sockets. How many of us would buy one?',
      objective: 'sales',
      visibility: 'public',
      currency: 'EUR',
      locale: 'en',
      accent: 'slate',
    },
    targets: [
      { measure: 'units-pooled', goal: 120 },
      { measure: 'saving-percent', goal: 40 },
      { measure: 'active-peers', goal: 100 },
    ],
    members: [
      { person: 'jonas', role: 'peer' },
      { person: 'aylin', role: 'peer' },
    ],
    posts: [
      {
        by: 'mira',
        daysAgo: 96,
        title: 'What it must have, and what it must not',
        body: '1. 65 inches, 120 hertz\n2. four HDMI sockets\n3. switches on in two seconds\n\nAnd it must never be online. What have I forgotten?',
        talk: [
          {
            by: 'jonas',
            hoursLater: 1,
            body: 'A headphone socket. And a remote that can be found in the dark.',
            thanks: ['mira'],
          },
          { by: 'aylin', hoursLater: 7, body: 'Feet that fit on 120 cm of furniture.' },
        ],
      },
    ],
  },
];
