/**
 * This file was generated from the database. A migration comes with its lines in the same commit; the test beside this file
 * holds every column to what the migrations made.
 */

import type { ColumnType } from 'kysely';

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;

export type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AccessTokens {
  createdAt: Timestamp;
  expiresAt: Timestamp | null;
  id: string;
  lastUsedAt: Timestamp | null;
  name: string;
  personId: string;
  provedAt: Timestamp | null;
  revokedAt: Timestamp | null;
  scopes: string[];
  tokenHash: Uint8Array;
}

export interface Accounts {
  createdAt: Timestamp;
  email: string;
  emailVerifiedAt: Timestamp | null;
  passwordChangedAt: Timestamp | null;
  passwordHash: string | null;
  personId: string;
}

export interface Allocations {
  commitmentId: string;
  grossMinor: Int8;
  poolId: string;
  round: number;
  spaceId: string;
  unitPriceMinor: number;
  units: number;
}

export interface Audits {
  act: string;
  actorId: string | null;
  at: Timestamp;
  id: string;
  object: string;
  reason: Generated<string>;
}

export interface BenchDocuments {
  benchId: string;
  document: Uint8Array;
  folded: Generated<number>;
  newest: Generated<number>;
  spaceId: string;
}

export interface BenchPeople {
  benchId: string;
  cameAt: Timestamp;
  letIn: boolean;
  personId: string;
  spaceId: string;
}

export interface BenchUpdates {
  at: Timestamp;
  benchId: string;
  number: number;
  personId: string;
  spaceId: string;
  update: Uint8Array;
}

export interface BenchWindows {
  benchId: string;
  inHand: string;
  personId: string;
  seenAt: Timestamp;
  spaceId: string;
  writer: Int8;
  wrote: Generated<boolean>;
}

export interface Benches {
  address: string;
  begun: string;
  byLink: boolean;
  changedAt: Timestamp;
  closedAt: Timestamp | null;
  createdAt: Timestamp;
  id: string;
  kitHash: string;
  ownerId: string;
  spaceId: string;
  title: string;
}

export interface Collections {
  dueAt: Timestamp;
  openedAt: Timestamp;
  poolId: string;
  settledAt: Timestamp | null;
  spaceId: string;
}

export interface CommandReceipts {
  actor: string;
  at: Timestamp;
  command: string;
  key: string;
  outcome: Json | null;
  requestHash: Uint8Array;
}

export interface Comments {
  authorId: string;
  body: string;
  createdAt: Timestamp;
  editedAt: Timestamp | null;
  id: string;
  parentId: string | null;
  pin: string | null;
  pinVersion: number | null;
  removalReason: string | null;
  removedAt: Timestamp | null;
  removedBy: string | null;
  spaceId: string;
  threadId: string;
  version: Generated<number>;
}

export interface CommentVersions {
  body: string;
  commentId: string;
  spaceId: string;
  version: number;
  writtenAt: Timestamp;
}

export interface Commitments {
  buyer: string;
  changedAt: Timestamp;
  createdAt: Timestamp;
  id: string;
  latestDay: number | null;
  limitMinor: number | null;
  max: number | null;
  min: number | null;
  personId: string;
  poolId: string;
  position: number;
  seq: number;
  spaceId: string;
  state: Generated<string>;
  taxBps: number | null;
  variantId: string | null;
}

export interface Deliveries {
  confirmedBy: string | null;
  countsFrom: Timestamp | null;
  deliveredAt: Timestamp | null;
  dispatchedAt: Timestamp | null;
  id: string;
  invoiceId: string;
  orderId: string;
  personId: string;
  spaceId: string;
  tracking: Generated<string>;
  units: number;
  variant: Generated<string>;
}

export interface DesignParents {
  parentId: string;
  place: number;
  spaceId: string;
  versionId: string;
}

export interface DesignVersions {
  authorId: string;
  body: string;
  contentHash: string;
  depthMm: number;
  designId: string;
  document: Json;
  heightMm: number;
  id: string;
  kitHash: string;
  massG: number | null;
  material: string | null;
  number: number;
  priceKit: string | null;
  priceList: number | null;
  proof: string;
  publishedAt: Timestamp;
  reason: string;
  spaceId: string;
  title: string;
  widthMm: number;
}

export interface Designs {
  address: string;
  authorId: string;
  createdAt: Timestamp;
  id: string;
  publishedAt: Timestamp;
  removedAt: Timestamp | null;
  removedBy: string | null;
  search: Generated<string | null>;
  spaceId: string;
  title: string;
  versions: number;
}

export interface DirectOffers {
  address: string;
  closedAt: Timestamp | null;
  feeBps: number;
  id: string;
  madeBy: string;
  makerId: string;
  most: number;
  note: Generated<string>;
  openedAt: Timestamp;
  poolId: string;
  priceMinor: number;
  readyDays: number;
  spaceId: string;
  taxBps: number;
  variantId: string | null;
}

export interface DirectOrders {
  cancelledAt: Timestamp | null;
  id: string;
  offerId: string;
  orderedAt: Timestamp;
  paidAt: Timestamp | null;
  personId: string;
  spaceId: string;
  units: number;
}

export interface Disputes {
  answer: Generated<string>;
  deliveryId: string;
  id: string;
  openedAt: Timestamp;
  outcome: string | null;
  personId: string;
  reason: string;
  settledAt: Timestamp | null;
  settledBy: string | null;
  spaceId: string;
}

export interface Drafts {
  fields: Json;
  personId: string;
  subject: string;
  updatedAt: Timestamp;
  version: Generated<number>;
}

export interface EventFollowers {
  id: string;
  name: string;
  tx: string;
}

export interface Events {
  actorId: string | null;
  at: Timestamp;
  data: Json;
  id: string;
  kind: string;
  spaceId: string;
  subjectId: string | null;
  tx: Generated<string>;
}

export interface Files {
  alt: Generated<string>;
  bytes: number;
  createdAt: Timestamp;
  height: number;
  id: string;
  mediaType: string;
  sha256: Uint8Array;
  smallHeight: number | null;
  smallSha256: Uint8Array | null;
  smallWidth: number | null;
  spaceId: string;
  uploadedBy: string;
  width: number;
}

export interface Follows {
  createdAt: Timestamp;
  mutedAt: Timestamp | null;
  personId: string;
  spaceId: string;
  threadId: string;
}

export interface Installation {
  createdAt: Generated<Timestamp>;
  locale: Generated<string>;
  name: string;
  onlyRow: Generated<boolean>;
  signUp: Generated<string>;
  welcome: Generated<string>;
}

export interface Invitations {
  createdAt: Timestamp;
  createdBy: string;
  email: string | null;
  expiresAt: Timestamp;
  id: string;
  mailsSent: Generated<number>;
  note: Generated<string>;
  organisationId: string | null;
  revokedAt: Timestamp | null;
  role: string;
  spaceId: string;
  tokenHash: Uint8Array;
  usesLeft: number;
}

export interface InvitationUses {
  invitationId: string;
  personId: string;
  spaceId: string;
  usedAt: Timestamp;
}

export interface Invoices {
  closedAt: Timestamp | null;
  currency: string;
  dealId: string;
  dealKind: string;
  dueAt: Timestamp;
  id: string;
  issuedAt: Timestamp;
  itemId: string;
  netMinor: Int8;
  number: number;
  outcome: string | null;
  personId: string;
  reference: string;
  remindedAt: Timestamp | null;
  reminders: Generated<number>;
  spaceId: string;
  taxBps: number;
  taxMinor: Int8;
  title: string;
  unitPriceMinor: Int8;
  units: number;
}

export interface KitEditions {
  authorId: string;
  hash: string;
  kitId: string;
  number: number;
  offered: boolean;
  savedAt: Timestamp;
  spaceId: string;
}

export interface Kits {
  addedAt: Timestamp;
  hash: string;
  kit: Json;
  spaceId: string;
}

export interface LedgerAccounts {
  currency: string;
  dealId: string | null;
  id: string;
  kind: string;
  partyId: string | null;
  spaceId: string;
}

export interface LedgerHalts {
  since: Timestamp;
  spaceId: string;
  what: string;
}

export interface LedgerJournals {
  act: string;
  actorId: string | null;
  at: Timestamp;
  dealId: string | null;
  id: string;
  once: string;
  reversesId: string | null;
  spaceId: string;
}

export interface LedgerPostings {
  accountId: string;
  amountMinor: Int8;
  currency: string;
  journalId: string;
  position: number;
  spaceId: string;
}

export interface MailedTokens {
  createdAt: Timestamp;
  email: string;
  expiresAt: Timestamp;
  personId: string;
  purpose: string;
  tokenHash: Uint8Array;
  usedAt: Timestamp | null;
}

export interface Mails {
  attempts: Generated<number>;
  body: string;
  createdAt: Timestamp;
  failure: string | null;
  id: string;
  kind: string;
  notifications: string[] | null;
  personId: string | null;
  recipient: string;
  sentAt: Timestamp | null;
  subject: string;
  unsubscribe: string | null;
  withdrawnAt: Timestamp | null;
}

export interface Memberships {
  invitedBy: string | null;
  joinedAt: Timestamp;
  organisationId: string | null;
  personId: string;
  role: string;
  spaceId: string;
}

export interface Mentions {
  commentId: string;
  personId: string;
  spaceId: string;
}

export interface MeTooLimits {
  limitMinor: number;
  personId: string;
  spaceId: string;
  wantedId: string;
}

export interface MeToos {
  createdAt: Timestamp;
  personId: string;
  quantity: number;
  spaceId: string;
  wantedId: string;
}

export interface Migrations {
  appliedAt: Generated<Timestamp>;
  checksum: string;
  name: string;
}

export interface Milestones {
  amountMinor: Int8;
  evidence: Generated<string>;
  fileId: string | null;
  id: string;
  kind: string;
  orderId: string;
  position: number;
  releasedAt: Timestamp | null;
  releasedBy: string | null;
  sentBackAt: Timestamp | null;
  sentBackNote: Generated<string>;
  shownAt: Timestamp | null;
  shownBy: string | null;
  spaceId: string;
}

export interface NotificationChoices {
  choice: string;
  kind: string;
  personId: string;
}

export interface Notifications {
  actorId: string | null;
  byMail: Generated<string>;
  createdAt: Timestamp;
  data: Json;
  eventId: string;
  id: string;
  kind: string;
  mailedAt: Timestamp | null;
  once: Generated<string>;
  personId: string;
  readAt: Timestamp | null;
  spaceId: string;
  subjectId: string | null;
  subjectKind: Generated<string>;
  threadId: string | null;
}

export interface Orders {
  address: string;
  answeredAt: Timestamp | null;
  answeredBy: string | null;
  answerNote: Generated<string>;
  currency: string;
  dealId: string;
  dealKind: string;
  feeMinor: Int8;
  id: string;
  makerId: string;
  makerMinor: Int8;
  placedAt: Timestamp;
  readyOn: Timestamp;
  roundingMinor: Int8;
  spaceId: string;
  state: Generated<string>;
  title: string;
  units: number;
}

export interface Organisations {
  about: Generated<string>;
  createdAt: Timestamp;
  id: string;
  kind: string;
  name: string;
  removedAt: Timestamp | null;
  spaceId: string;
}

export interface OutsideIdentities {
  createdAt: Timestamp;
  issuer: string;
  personId: string;
  subject: string;
}

export interface OutsideSignIns {
  codeVerifier: string;
  expiresAt: Timestamp;
  nextPath: string;
  nonce: string;
  personId: string | null;
  purpose: Generated<string>;
  stateHash: Uint8Array;
}

export interface PasskeyChallenges {
  challenge: string;
  expiresAt: Timestamp;
  id: string;
  personId: string | null;
  purpose: Generated<string>;
}

export interface Passkeys {
  createdAt: Timestamp;
  id: string;
  lastUsedAt: Timestamp | null;
  name: string;
  personId: string;
  publicKey: Uint8Array;
  signCount: Int8;
  transports: Generated<string[]>;
}

export interface Payments {
  amountMinor: Int8;
  bookedOn: Timestamp;
  counterparty: Generated<string>;
  counterpartyAccount: Generated<string>;
  currency: string;
  id: string;
  identity: Uint8Array;
  invoiceId: string | null;
  matchedAt: Timestamp | null;
  matchedBy: string | null;
  reference: Generated<string>;
  returnedAt: Timestamp | null;
  spaceId: string;
  statementId: string;
  turn: Generated<number>;
}

export interface PaymentSettings {
  address: Generated<string>;
  changedAt: Timestamp;
  changedBy: string;
  holder: string;
  iban: string;
  payee: string;
  spaceId: string;
  terms: Generated<string>;
  version: Generated<number>;
}

export interface Payouts {
  amountMinor: Int8;
  id: string;
  orderId: string;
  paidAt: Timestamp;
  paidBy: string;
  spaceId: string;
}

export interface People {
  about: Generated<string>;
  closedAt: Timestamp | null;
  createdAt: Timestamp;
  handle: string;
  id: string;
  isOperator: Generated<boolean>;
  locale: Generated<string>;
  name: string;
  theme: Generated<string>;
  timeZone: Generated<string>;
}

export interface PoolClearings {
  at: Timestamp;
  feeMinor: Int8;
  poolId: string;
  priceMinor: number | null;
  quantity: number;
  quoteId: string;
  readyDay: number;
  round: number;
  roundingMinor: Int8;
  spaceId: string;
  supplierCostMinor: Int8;
}

export interface PoolHeads {
  poolId: string;
  root: string;
  signature: string;
  size: number;
  spaceId: string;
  timeMs: Int8;
}

export interface PoolLog {
  entry: string;
  leaf: Uint8Array;
  poolId: string;
  sealed: Uint8Array | null;
  seq: number;
  spaceId: string;
}

export interface PoolMakers {
  invitedAt: Timestamp;
  invitedBy: string;
  organisationId: string;
  poolId: string;
  spaceId: string;
}

export interface Pools {
  address: string;
  benchmarkMinor: number | null;
  benchmarkSource: Generated<string>;
  bindingHours: Generated<number>;
  body: Generated<string>;
  closedAt: Timestamp | null;
  closesAt: Timestamp;
  collectDays: Generated<number>;
  createdAt: Timestamp;
  currency: string;
  failureBps: Generated<number>;
  feeBps: Generated<number>;
  feeFixedMinor: Generated<number>;
  feePerUnitMinor: Generated<number>;
  hostId: string;
  id: string;
  objective: string;
  offersFreezeAt: Timestamp;
  priceMayRise: Generated<boolean>;
  publicKey: string;
  quotesDueAt: Timestamp | null;
  quotesOpenedAt: Timestamp | null;
  rationing: string;
  search: Generated<string | null>;
  settledAt: Timestamp | null;
  spaceId: string;
  spec: Json;
  stage: Generated<string>;
  taxBps: Generated<number>;
  terms: Generated<string>;
  title: string;
  version: Generated<number>;
  voidNote: string | null;
  voidReason: string | null;
  wantedId: string | null;
}

export interface PoolTips {
  commitments: Generated<number>;
  peaks: Uint8Array;
  poolId: string;
  size: number;
  spaceId: string;
  timeMs: Int8;
  units: Generated<Int8>;
}

export interface PoolVariantPrices {
  poolId: string;
  priceMinor: number | null;
  quantity: number;
  round: number;
  spaceId: string;
  variantId: string;
}

export interface PoolVariants {
  benchmarkMinor: number | null;
  id: string;
  key: Generated<string>;
  name: string;
  poolId: string;
  position: number;
  spaceId: string;
}

export interface PostPictures {
  fileId: string;
  position: number;
  postId: string;
  spaceId: string;
}

export interface Posts {
  address: string | null;
  authorId: string;
  body: string;
  createdAt: Timestamp;
  editedAt: Timestamp | null;
  id: string;
  publishedAt: Timestamp | null;
  removalReason: string | null;
  removedAt: Timestamp | null;
  removedBy: string | null;
  search: Generated<string | null>;
  spaceId: string;
  title: string;
  version: Generated<number>;
}

export interface PriceLists {
  authorId: string;
  kitId: string;
  list: Json;
  number: number;
  savedAt: Timestamp;
  spaceId: string;
}

export interface Quotes {
  changedAt: Timestamp;
  createdAt: Timestamp;
  id: string;
  note: Generated<string>;
  organisationId: string | null;
  personId: string;
  poolId: string;
  sealed: Uint8Array | null;
  spaceId: string;
  terms: Json | null;
  withdrawnAt: Timestamp | null;
}

export interface RateLimits {
  key: string;
  level: number;
  refused: Generated<boolean>;
  updatedAt: Timestamp;
}

export interface Reactions {
  commentId: string;
  createdAt: Timestamp;
  kind: string;
  personId: string;
  spaceId: string;
}

export interface Refunds {
  amountMinor: Int8;
  cancelledAt: Timestamp | null;
  currency: string;
  dealId: string | null;
  dueAt: Timestamp;
  id: string;
  invoiceId: string | null;
  paidAt: Timestamp | null;
  paidBy: string | null;
  paymentId: string | null;
  personId: string | null;
  reason: string;
  spaceId: string;
}

export interface Reports {
  createdAt: Timestamp;
  id: string;
  outcome: string | null;
  reason: string;
  reporterId: string;
  settledAt: Timestamp | null;
  settledBy: string | null;
  settlementId: string | null;
  spaceId: string;
  subjectId: string;
  subjectKind: string;
}

export interface Sessions {
  address: Generated<string>;
  createdAt: Timestamp;
  device: Generated<string>;
  expiresAt: Timestamp;
  id: string;
  lastSeenAt: Timestamp;
  personId: string;
  provedAt: Timestamp;
  tokenHash: Uint8Array;
}

export interface Spaces {
  accent: Generated<string>;
  address: string;
  closedAt: Timestamp | null;
  createdAt: Timestamp;
  createdBy: string;
  currency: string;
  id: string;
  locale: Generated<string>;
  name: string;
  objective: string;
  purpose: Generated<string>;
  version: Generated<number>;
  visibility: string;
}

export interface SpecProposals {
  against: number;
  authorId: string;
  createdAt: Timestamp;
  decidedAt: Timestamp | null;
  decidedBy: string | null;
  id: string;
  note: string;
  outcome: string | null;
  spaceId: string;
  spec: Json;
  wantedId: string;
}

export interface Statements {
  format: string;
  id: string;
  importedAt: Timestamp;
  importedBy: string;
  lines: number;
  name: string;
  sha256: Uint8Array;
  spaceId: string;
  taken: number;
}

export interface Targets {
  createdAt: Timestamp;
  goal: number;
  measure: string;
  spaceId: string;
}

export interface Threads {
  commentCount: Generated<number>;
  createdAt: Timestamp;
  hiddenAt: Timestamp | null;
  id: string;
  lastCommentAt: Timestamp | null;
  lockedAt: Timestamp | null;
  lockedBy: string | null;
  spaceId: string;
  subjectId: string;
  subjectKind: string;
}

export interface WantedMerges {
  createdAt: Timestamp;
  decidedAt: Timestamp | null;
  decidedBy: string | null;
  fromId: string;
  id: string;
  intoId: string;
  outcome: string | null;
  spaceId: string;
  suggestedBy: string;
}

export interface Wanteds {
  address: string;
  authorId: string;
  body: Generated<string>;
  createdAt: Timestamp;
  editedAt: Timestamp | null;
  id: string;
  mergedInto: string | null;
  pooledAt: Timestamp | null;
  removedAt: Timestamp | null;
  removedBy: string | null;
  search: Generated<string | null>;
  spaceId: string;
  spec: Json;
  title: string;
  version: Generated<number>;
}

export interface WebhookDeliveries {
  attempts: Generated<number>;
  body: string;
  createdAt: Timestamp;
  deliveredAt: Timestamp | null;
  eventId: string;
  failure: string | null;
  id: string;
  kind: string;
  responseStatus: number | null;
  spaceId: string;
  webhookId: string;
}

export interface Webhooks {
  createdAt: Timestamp;
  createdBy: string;
  disabledAt: Timestamp | null;
  failures: Generated<number>;
  id: string;
  kinds: string[];
  secret: string;
  spaceId: string;
  url: string;
}

export interface Digests {
  day: Timestamp;
  madeAt: Timestamp;
  personId: string;
}

export interface FirstReplyAlerts {
  at: Timestamp;
  spaceId: string;
  subjectId: string;
}

export interface ParkedForms {
  expiresAt: Timestamp;
  fields: Json;
  subject: string;
  tokenHash: Uint8Array;
}

export interface PostVersions {
  body: string;
  postId: string;
  spaceId: string;
  title: string;
  version: number;
  writtenAt: Timestamp;
}

export interface Settlements {
  id: string;
  outcome: string;
  reason: Generated<string>;
  settledAt: Timestamp;
  settledBy: string;
  spaceId: string;
  subjectId: string;
  subjectKind: string;
  undoneAt: Timestamp | null;
  undoneBy: string | null;
}

export interface ThreadVisits {
  personId: string;
  seenAt: Timestamp;
  spaceId: string;
  threadId: string;
}

export interface DB {
  accessTokens: AccessTokens;
  accounts: Accounts;
  allocations: Allocations;
  audits: Audits;
  benchDocuments: BenchDocuments;
  benchPeople: BenchPeople;
  benchUpdates: BenchUpdates;
  benchWindows: BenchWindows;
  benches: Benches;
  collections: Collections;
  commandReceipts: CommandReceipts;
  commentVersions: CommentVersions;
  comments: Comments;
  commitments: Commitments;
  deliveries: Deliveries;
  designParents: DesignParents;
  designVersions: DesignVersions;
  designs: Designs;
  digests: Digests;
  directOffers: DirectOffers;
  directOrders: DirectOrders;
  disputes: Disputes;
  drafts: Drafts;
  eventFollowers: EventFollowers;
  events: Events;
  files: Files;
  firstReplyAlerts: FirstReplyAlerts;
  follows: Follows;
  installation: Installation;
  invitationUses: InvitationUses;
  invitations: Invitations;
  invoices: Invoices;
  kitEditions: KitEditions;
  kits: Kits;
  ledgerAccounts: LedgerAccounts;
  ledgerHalts: LedgerHalts;
  ledgerJournals: LedgerJournals;
  ledgerPostings: LedgerPostings;
  mailedTokens: MailedTokens;
  mails: Mails;
  meTooLimits: MeTooLimits;
  meToos: MeToos;
  memberships: Memberships;
  mentions: Mentions;
  migrations: Migrations;
  milestones: Milestones;
  notificationChoices: NotificationChoices;
  notifications: Notifications;
  orders: Orders;
  organisations: Organisations;
  outsideIdentities: OutsideIdentities;
  outsideSignIns: OutsideSignIns;
  parkedForms: ParkedForms;
  passkeyChallenges: PasskeyChallenges;
  passkeys: Passkeys;
  paymentSettings: PaymentSettings;
  payments: Payments;
  payouts: Payouts;
  people: People;
  poolClearings: PoolClearings;
  poolHeads: PoolHeads;
  poolLog: PoolLog;
  poolMakers: PoolMakers;
  poolTips: PoolTips;
  poolVariantPrices: PoolVariantPrices;
  poolVariants: PoolVariants;
  pools: Pools;
  postPictures: PostPictures;
  postVersions: PostVersions;
  posts: Posts;
  priceLists: PriceLists;
  quotes: Quotes;
  rateLimits: RateLimits;
  reactions: Reactions;
  refunds: Refunds;
  reports: Reports;
  sessions: Sessions;
  settlements: Settlements;
  spaces: Spaces;
  specProposals: SpecProposals;
  statements: Statements;
  targets: Targets;
  threadVisits: ThreadVisits;
  threads: Threads;
  wantedMerges: WantedMerges;
  wanteds: Wanteds;
  webhookDeliveries: WebhookDeliveries;
  webhooks: Webhooks;
}
