/** What the desk's browser API sends and takes. Times are ISO-8601 in UTC. */

export type Presence = 'AVAILABLE' | 'AWAY' | 'OFFLINE';
export type Role = 'agent' | 'supervisor' | 'admin';

export interface Account {
  id: string;
  email: string;
  displayName: string;
  roles: Role[];
  presence: Presence;
}

export interface Session {
  account: Account;
  csrfToken: string;
  tenant: string;
}

export interface Agent {
  id: string;
  displayName: string;
  presence: Presence;
  openConversations: number;
}

export type AgentPresence = Omit<Agent, 'openConversations'>;

export type Channel = 'EMAIL' | 'SMS' | 'CHAT' | 'SOCIAL';
export type Direction = 'INWARD' | 'OUTWARD';
export type ConversationState = 'QUEUED' | 'OFFERED' | 'ASSIGNED' | 'SNOOZED' | 'RESOLVED';
export type SlaState = 'NONE' | 'RUNNING' | 'WARNED' | 'BREACHED' | 'MET';
export type View = 'mine' | 'unassigned' | 'all';
export type Status = 'open' | 'resolved';

export interface Summary {
  id: string;
  threadId: string;
  subject: string | null;
  channel: Channel;
  /** What people call the network, where the channel has several; absent while its adapter has not told. */
  network: string | null;
  /** Who can read it, where the network has both kinds. */
  audience: 'PUBLIC' | 'DIRECT' | null;
  customer: { id: string; name: string | null; address: string };
  state: ConversationState;
  assignee: { id: string; name: string } | null;
  offer: { agentId: string; expiresAt: string } | null;
  /** Why the conversation is where it is, in words. */
  reason: string | null;
  preview: string | null;
  lastDirection: Direction | null;
  lastMessageAt: string;
  openedAt: string;
  resolvedAt: string | null;
  firstReplyDueAt: string | null;
  firstReplyAt: string | null;
  slaState: SlaState;
  version: number;
}

export type Counts = Record<View, number>;

export interface ConversationPage {
  items: Summary[];
  nextCursor: string | null;
  counts: Counts;
}

export interface Delivery {
  status: string;
  reason: string | null;
}

export interface Entry {
  id: string;
  kind: 'MESSAGE' | 'EVENT';
  at: string;
  direction: Direction | null;
  author: { kind: 'CUSTOMER' | 'AGENT' | 'SYSTEM'; name: string | null };
  text: string | null;
  /** What of the text is new, when that is not all of it. */
  newestText: string | null;
  subject: string | null;
  purpose: string | null;
  delivery: Delivery | null;
  eventType: string | null;
  explanation: string | null;
  attachments: Attachment[];
  /** Present when the sender wrote HTML. */
  htmlContentId: string | null;
  pending: boolean;
}

export interface Attachment {
  name: string | null;
  /** What the bytes prove it to be. */
  mediaType: string;
  size: number;
  contentId: string;
}

/** What our account on the channel carries, as far as the console needs it. */
export interface ChannelCapabilities {
  maxLength: number;
  maxSegments: number | null;
  replyWindowSeconds: number | null;
  files: { most: number; maxBytes: number; maxBytesTogether: number; mediaTypes: string[] } | null;
}

export interface ConversationDetail {
  conversation: Summary;
  timeline: Entry[];
  /** Absent while the channel's adapter has not told. */
  channel: ChannelCapabilities | null;
}

/** What would become of a reply as it stands. */
export interface SendPreview {
  length: number;
  maxLength: number | null;
  messages: number;
  sms: { alphabet: 'GSM_7' | 'UCS_2'; segments: number; left: number; maxSegments: number | null } | null;
  window: { late: 'TEMPLATE' | 'TAG' | null; until: string | null } | null;
  refused: { rule: string; why: string } | null;
}

export type CommandType = 'ACCEPT' | 'DECLINE' | 'CLAIM' | 'TRANSFER' | 'RESOLVE';

export interface Command {
  id: string;
  type: CommandType;
  toAgentId?: string;
  version: number;
  /** The customer's latest messages, as the agent sees them. */
  read: string[];
}

export interface CustomerProfile {
  id: string;
  name: string | null;
  identities: { channel: Channel; address: string }[];
  firstSeenAt: string;
  lastSeenAt: string;
  inwardCount: number;
  outwardCount: number;
  phase: string | null;
  consents: { purpose: string; channel: string | null; status: string; at: string }[];
}

export type RecoveryState = 'OPEN' | 'APOLOGISED' | 'REMEDIED' | 'CLOSED';

export interface Recovery {
  id: string;
  customerId: string;
  customerName: string | null;
  customerAddress: string | null;
  conversationId: string | null;
  threadId: string | null;
  openedAt: string;
  cause: string;
  rating: number | null;
  scale: string | number | { min: number; max: number } | null;
  comment: string | null;
  state: RecoveryState;
  apology: {
    dueAt: string;
    assigneeId: string | null;
    assigneeName: string | null;
    overdue: boolean;
    givenAt: string | null;
    text: string | null;
  };
  version: number;
}

export interface Decision {
  at: string;
  customerId: string;
  customerName: string | null;
  purpose: string;
  decision: 'GRANTED' | 'WITHHELD';
  rule: string;
  reason: string;
  policyVersion: string;
}

export interface CareSummary {
  openRecoveries: number;
  apologiesDue: number;
  apologiesOverdue: number;
  granted: number;
  withheld: number;
  byDay: {
    date: string;
    granted: number;
    withheld: number;
    recoveriesOpened: number;
    recoveriesClosed: number;
  }[];
}

export interface Csat {
  formulaId: string;
  scale: { min: number; max: number; satisfiedFrom: number };
  n: number;
  satisfied: number;
  /** Percent of answers that are satisfied; null without answers. */
  value: number | null;
  interval: { low: number; high: number; confidence: number } | null;
  distribution: { rating: number; count: number }[];
  byDay: { date: string; n: number; satisfied: number }[];
}

export interface Score {
  customerId: string;
  customerName: string | null;
  score: number;
  direction: string;
  band: string | null;
  policyVersion: string;
  updatedAt: string;
  contributions: { label: string; points: number; eventId: string; at: string }[];
}

export interface Balance {
  inward: number;
  outward: number;
  index: number | null;
  formulaId: string;
  byDay: { date: string; inward: number; outward: number }[];
}

export interface ChannelAccount {
  channel: Channel;
  account: string;
  network: string | null;
  capabilities: ChannelCapabilities;
  /** When its adapter last told of it. */
  at: string;
  /** Absent when nothing has come in. */
  intake: Intake | null;
}

/** What came in over an account, in payloads, since its adapter first counted. */
export interface Intake {
  received: number;
  published: number;
  repeated: number;
  quarantined: number;
  ignored: number;
  deferred: number;
  /** Under way when a process ended; its sender was not answered and comes again. */
  interrupted: number;
  since: string;
  at: string;
  /** Since when the outcome of something received is missing. */
  unsettledSince: string | null;
}

/** How what came in over an account compares with the provider's own list of it. */
export interface ProviderList {
  channel: Channel;
  account: string;
  /** What the provider calls the list. */
  list: string;
  listed: number;
  known: number;
  /** Had not come, and were fetched. */
  fetched: number;
  /** Have not come, and could not be fetched. */
  missing: number;
  at: string;
  fetchedTotal: number;
  fetchedAt: string | null;
}

export type QuarantineState = 'WAITING' | 'ASKED' | 'READ' | 'FAILED';

/** Something that came in and could not be read. */
export interface QuarantinedPayload {
  channel: Channel;
  account: string;
  network: string | null;
  payload: string;
  kept: boolean;
  reason: string;
  size: number;
  at: string;
  state: QuarantineState;
  attempts: number;
  replayedAt: string | null;
  failure: string | null;
}

export interface Quarantine {
  items: QuarantinedPayload[];
  /** What waits, by account and reason. */
  troubles: { channel: Channel; account: string; network: string | null; reason: string; waiting: number }[];
}

export type AccountState = 'CONNECTED' | 'REFUSED' | 'WAITING' | 'REMOVING';

/** An account as it is wanted, and whether its adapter serves it. */
export interface WantedAccount {
  channel: Channel;
  id: string;
  /** Absent when an adapter of old told of it. */
  provider: string | null;
  /** Its adapter's configuration has it, so nothing can be changed here. */
  configured: boolean;
  state: AccountState;
  /** Why its adapter does not serve it. */
  reason: string | null;
  /** Our side of its conversations, when it is served. */
  address: string | null;
  settings: Record<string, string>;
  /** The names of its secrets, never the secrets. */
  secrets: Record<string, string>;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
  at: string | null;
}

/** What can be set for the accounts of a provider. */
export interface AccountKind {
  channel: Channel;
  provider: string;
  label: string;
  settings: AccountSetting[];
}

export interface AccountSetting {
  name: string;
  required: boolean;
  /** The name of a secret stands for it. */
  secret: boolean;
  /** What holds when it is not set. */
  usual: string | null;
  /** All there are; none when it is free text. */
  choices: string[];
  help: string;
}
