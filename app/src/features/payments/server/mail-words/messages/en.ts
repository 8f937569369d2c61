export const messages = {
  invoice: {
    subject: 'Invoice {number}: {title}',
    body: 'Hello {name},\n\nthe pool «{title}» in {space} has found its price. Your invoice is {amount}, to be paid by {due}.\n\nThe bank details and the reference stand here:\n{link}\n\nWhat is not there in time does not count, and everything that was paid goes back if the pool fails.\n',
  },
  reminder: {
    subject: 'Still open: invoice {number}, {title}',
    body: 'Hello {name},\n\nyour invoice of {amount} for «{title}» has not been paid as far as the bank statements say. It is due by {due}; after that your commitment no longer counts.\n\nThe bank details and the reference stand here:\n{link}\n\nIf you have paid already, there is nothing to do: bank statements come a day later.\n',
  },
};
