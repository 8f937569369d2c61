import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { importStatement, importStatementInput, MOST_STATEMENT_BYTES } from './import-statement.ts';
import { listedInvoice, readInvoice, readInvoices, shownInvoice } from './invoice-reads.ts';
import { ledgerView, readLedger } from './ledger-reads.ts';
import { matchPayment, onPayment, returnPayment, unmatchPayment } from './match-payment.ts';
import { onRefund, payRefund } from './pay-refund.ts';
import { moneyDesk, readMoneyDesk } from './payment-reads.ts';
import { settlePayment, settlePaymentInput } from './settle-payment.ts';

const inSpace = z.object({ space: z.string() });
const tag = { tag: 'Payments' } as const;
const byHost = { ...tag, scope: 'host' } as const;
const matched = z.object({ payment: z.string(), invoice: z.string().nullable() });

/** The public API of payments. */
export const paymentsRoutes: ApiRoute[] = [
  apiRoute({
    ...tag,
    method: 'get',
    path: '/spaces/{space}/invoices',
    action: 'invoice.list',
    scope: 'read',
    summary: 'Your invoices; for hosts, all',
    params: inSpace,
    query: z.object({ pool: z.string().max(20).optional() }),
    answer: z.object({
      pool: z.object({ title: z.string(), stage: z.string() }).nullable(),
      collection: z.object({ dueAt: z.string(), settledAt: z.string().nullable() }).nullable(),
      invoices: z.array(listedInvoice),
    }),
    run: ({ services, actor, params, query }) =>
      readInvoices(services, actor, { ...params, ...query }),
  }),
  apiRoute({
    ...tag,
    method: 'get',
    path: '/spaces/{space}/invoices/{invoice}',
    action: 'invoice.read',
    scope: 'read',
    summary: 'An invoice, with where to pay and what was paid on it',
    params: z.object({ space: z.string(), invoice: z.string() }),
    answer: shownInvoice,
    run: ({ services, actor, params }) => readInvoice(services, actor, params),
  }),
  commandRoute(settlePayment, {
    ...byHost,
    method: 'put',
    path: '/spaces/{space}/payments/settings',
    summary: 'Say where buyers pay to, and who holds the money',
    params: inSpace as never,
    body: settlePaymentInput.omit({ space: true }) as never,
    answer: z.object({ version: z.number().int() }),
  }),
  apiRoute({
    ...byHost,
    method: 'get',
    path: '/spaces/{space}/payments',
    action: 'payment.manage',
    summary: 'The money of a space: settings, money without an owner, refunds, collections',
    params: inSpace,
    answer: moneyDesk,
    run: ({ services, actor, params }) => readMoneyDesk(services, actor, params.space),
  }),
  commandRoute(importStatement, {
    ...byHost,
    method: 'post',
    path: '/spaces/{space}/payments/statements',
    summary: 'Import a bank statement: CAMT.053 or CSV, as text',
    bodyMost: MOST_STATEMENT_BYTES,
    params: inSpace as never,
    body: importStatementInput.omit({ space: true }) as never,
    answer: z.object({
      credits: z.number().int(),
      taken: z.number().int(),
      matched: z.number().int(),
    }),
  }),
  commandRoute(matchPayment, {
    ...byHost,
    method: 'put',
    path: '/spaces/{space}/payments/{payment}/invoice',
    summary: 'Say which invoice money belongs to',
    params: onPayment as never,
    body: z.object({ invoice: z.uuid() }) as never,
    answer: matched,
  }),
  commandRoute(unmatchPayment, {
    ...byHost,
    method: 'delete',
    path: '/spaces/{space}/payments/{payment}/invoice',
    summary: 'Take a match back',
    params: onPayment as never,
    answer: matched,
  }),
  commandRoute(returnPayment, {
    ...byHost,
    method: 'post',
    path: '/spaces/{space}/payments/{payment}/return',
    summary: 'Send money back that belongs to nobody here',
    params: onPayment as never,
    answer: z.object({ refund: z.string() }),
  }),
  commandRoute(payRefund, {
    ...byHost,
    method: 'put',
    path: '/spaces/{space}/refunds/{refund}/paid',
    summary: 'Say that the transfer of a refund was made',
    params: onRefund as never,
    answer: z.object({ refund: z.string() }),
  }),
  apiRoute({
    ...byHost,
    method: 'get',
    path: '/spaces/{space}/ledger',
    action: 'ledger.read',
    summary: 'The books: balances and the newest journals',
    params: inSpace,
    answer: ledgerView,
    run: ({ services, actor, params }) => readLedger(services, actor, params.space),
  }),
];
