/** The face of payments: what making and direct may call, and what the installation plays. */
export { bookJournals, balancesOf, refuseWhileHalted } from './book-journals.ts';
export { issueInvoices } from './issue-invoices.ts';
export {
  closeInvoices,
  INVOICE_COLUMNS,
  makeRefundsDue,
  ofInvoice,
  takeBack,
} from './invoice-money.ts';
export { importStatement } from './import-statement.ts';
export { settlePayment } from './settle-payment.ts';
export { collectionFollower } from './collect-pool.ts';
export { dueCollections } from './due-collections.job.ts';
export { openMoneyOf } from './money-of-person.ts';
export { payRefund } from './pay-refund.ts';
