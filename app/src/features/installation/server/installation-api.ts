import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { answers } from './installation-answers.ts';
import { claimOperator, claimOperatorInput } from './claim-operator.ts';
import { readJobs, readMachine } from './machine-reads.ts';
import {
  oneMailInput,
  openMail,
  sendMailNow,
  settleInstallation,
  settleInstallationInput,
  tryJobAgain,
  tryJobAgainInput,
} from './operate-machine.ts';
import {
  setClosed,
  setClosedInput,
  setOperator,
  setOperatorInput,
  verifyByHand,
  verifyByHandInput,
} from './operate-people.ts';
import {
  auditsPage,
  outboxPage,
  peoplePage,
  readAllSpaces,
  readAudits,
  readOutbox,
  readPeople,
  spacesPage,
} from './operator-reads.ts';

const tag = 'Operating';
const action = 'installation.operate';
const onePerson = z.object({ person: z.uuid() });
const next = z.string().nullable();

const reads: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/admin',
    action,
    scope: 'operate',
    tag,
    summary: 'Release, sizes, health and settings',
    answer: answers.machine,
    run: ({ services, actor }) => readMachine(services, actor),
  }),
  apiRoute({
    method: 'get',
    path: '/admin/people',
    action,
    scope: 'operate',
    tag,
    summary: 'Everybody who signed up',
    query: peoplePage,
    answer: z.object({ people: z.array(answers.person), next }),
    run: ({ services, actor, query }) => readPeople(services, actor, query),
  }),
  apiRoute({
    method: 'get',
    path: '/admin/spaces',
    action,
    scope: 'operate',
    tag,
    summary: 'All spaces by their size, without what is in them',
    query: spacesPage,
    answer: z.object({ spaces: z.array(answers.space), next }),
    run: ({ services, actor, query }) => readAllSpaces(services, actor, query),
  }),
  apiRoute({
    method: 'get',
    path: '/admin/jobs',
    action,
    scope: 'operate',
    tag,
    summary: 'Queues, and the jobs that failed',
    answer: answers.jobs,
    run: ({ services, actor }) => readJobs(services, actor),
  }),
  apiRoute({
    method: 'get',
    path: '/admin/mails',
    action,
    scope: 'operate',
    tag,
    summary: 'The outbox, without the text of mails',
    query: outboxPage,
    answer: z.object({ mails: z.array(answers.mail), next, mailGoesOut: z.boolean() }),
    run: ({ services, actor, query }) => readOutbox(services, actor, query),
  }),
  apiRoute({
    method: 'get',
    path: '/admin/audits',
    action,
    scope: 'operate',
    tag,
    summary: 'What operators did',
    query: auditsPage,
    answer: z.object({ audits: z.array(answers.audit), next }),
    run: ({ services, actor, query }) => readAudits(services, actor, query),
  }),
];

/** The public API of those who run the installation. */
export const installationRoutes: ApiRoute[] = [
  ...reads,
  commandRoute(claimOperator, {
    method: 'post',
    path: '/admin/first-operator',
    scope: 'operate',
    tag,
    summary: 'Become the first operator, with the token that the start has printed',
    body: claimOperatorInput as never,
    answer: z.object({ operator: z.literal(true) }),
  }),
  commandRoute(settleInstallation, {
    method: 'put',
    path: '/admin/installation',
    scope: 'operate',
    tag,
    summary: 'Change the name, the greeting, the language and who may sign up',
    body: settleInstallationInput as never,
    answer: z.object({ name: z.string() }),
  }),
  commandRoute(setOperator, {
    method: 'put',
    path: '/admin/people/{person}/operator',
    scope: 'operate',
    tag,
    summary: 'Make somebody an operator, or take that back',
    params: onePerson as never,
    body: setOperatorInput.omit({ person: true }) as never,
    answer: z.object({ operator: z.boolean() }),
  }),
  commandRoute(setClosed, {
    method: 'put',
    path: '/admin/people/{person}/closed',
    scope: 'operate',
    tag,
    summary: 'Close an account, or open it again',
    params: onePerson as never,
    body: setClosedInput.omit({ person: true }) as never,
    answer: z.object({ closed: z.boolean() }),
  }),
  commandRoute(verifyByHand, {
    method: 'post',
    path: '/admin/people/{person}/verification',
    scope: 'operate',
    tag,
    summary: 'Vouch for the address of somebody',
    params: onePerson as never,
    body: verifyByHandInput.omit({ person: true }) as never,
    answer: z.object({ verified: z.literal(true) }),
  }),
  commandRoute(tryJobAgain, {
    method: 'post',
    path: '/admin/jobs/retries',
    scope: 'operate',
    tag,
    summary: 'Give a failed job one more try',
    body: tryJobAgainInput as never,
    answer: z.object({ queued: z.literal(true) }),
    status: 202,
  }),
  apiRoute({
    method: 'post',
    path: '/admin/mails/{mail}/reading',
    action,
    scope: 'operate',
    tag,
    summary: 'Read a mail; that you did is written down',
    params: oneMailInput,
    answer: answers.openedMail,
    // Without the key: answers to keys are kept, and mails hold links that sign somebody in.
    run: ({ services, actor, params }) => execute(services, actor, openMail, params),
  }),
  commandRoute(sendMailNow, {
    method: 'post',
    path: '/admin/mails/{mail}/sending',
    scope: 'operate',
    tag,
    summary: 'Have a mail that is not sent yet tried at once',
    params: oneMailInput as never,
    answer: z.object({ queued: z.literal(true) }),
    status: 202,
  }),
];
