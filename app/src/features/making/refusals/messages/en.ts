export const messages = {
  because: {
    'order-answered': 'This order was answered already. Nothing was changed.',
    'order-not-accepted': 'The maker has not accepted this order. Nothing was changed.',
    'milestone-released': 'The money of this step is released already. Nothing was changed.',
    'milestone-not-shown':
      'The maker has not shown this step, or its money is released already. Nothing was changed.',
    'not-all-delivered':
      'Not everything is delivered, or a complaint is open. The last money waits for that. Nothing was changed.',
    'nothing-released': 'Nothing is released that was not transferred yet. Nothing was changed.',
    'nothing-to-send': 'Everything is on its way already. Nothing was changed.',
    'not-sent-yet': 'This was not sent yet. Nothing was changed.',
    'dispute-too-late': 'A complaint is possible for 30 days after delivery. Nothing was changed.',
    'dispute-open': 'Your complaint is open already; the host has it.',
    'no-dispute': 'No complaint is open here. Nothing was changed.',
    'refunded-already': 'This was paid back already. Nothing was changed.',
  },
  fields: {},
};
