export const messages = {
  title: 'Make it together. Buy it together.',
  lead: 'Draw the thing that you miss, talk it through with others who miss it, and say what you would pay. When enough of you mean it, a maker builds it at a price that none of you could get alone.',
  join: 'Join',
  openSpace: 'Open a space',
  drawing: 'A sideboard of three bays, drawn from its sizes: 1600 by 720 by 350 millimetres.',
  pool: 'A pool: the makers’ price falls in stairs as units are added, what buyers would pay falls in stairs too, and where they stand now is one marked point.',
  stairs: {
    shop: 'in the shop 349.00',
    offer: 'what makers ask',
    crowd: 'what buyers would pay',
    now: '269.00 now',
    more: '14 more reach 249.00',
  },
  steps: [
    {
      title: 'Drawn',
      text: 'Anybody changes a piece in the browser, and sees at once what it weighs, costs, and whether it stands.',
    },
    {
      title: 'Talked through',
      text: 'On the piece, on a part of it, on a post in the journal. What is said stays with what it is about.',
    },
    {
      title: 'Pooled',
      text: 'Everybody names the most that they would pay. The price falls in stairs; nobody pays above their limit.',
    },
    {
      title: 'Made',
      text: 'The pool clears by a public rule that you can check yourself. Then a maker builds what has passed muster.',
    },
  ],
  own: 'Your spaces',
  open: 'Open spaces',
  none: 'No space is open to everybody yet. A space is where one product gets made: its journal, its people, its pools.',
  members: { one: '{count} member', other: '{count} members' },
  posts: { one: '{count} post', other: '{count} posts' },
};
