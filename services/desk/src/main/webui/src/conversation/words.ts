import type { Channel, ConversationState, Entry, SlaState, Summary } from '../api/types';
import { customerName } from '../customer/names';
import type { Tone } from '../ui/Chip';

/** The console's words for what the platform names in capitals. */

export const channelWords: Record<Channel, string> = { EMAIL: 'Email', SMS: 'SMS', CHAT: 'Chat', SOCIAL: 'Social' };

type Place = Pick<Summary, 'channel' | 'network' | 'audience'>;

/** The network where it is known, else the channel. */
export function networkOf({ channel, network }: Omit<Place, 'audience'>): string {
  return network ?? channelWords[channel];
}

/** Where a conversation takes place: "SMS", "Telegram", "Mastodon public post". */
export function placeOf(place: Place): string {
  const audience = place.audience && { PUBLIC: 'public post', DIRECT: 'direct message' }[place.audience];
  return [networkOf(place), audience].filter(Boolean).join(' ');
}

/** How a reply goes: "by email", "on Telegram", and that everybody can read it. */
export function replyWay(place: Place): string {
  const way = place.network ? `on ${place.network}` : `by ${channelWords[place.channel].toLowerCase()}`;
  return place.audience === 'PUBLIC' ? `${way}, in public` : way;
}

export const stateWords: Record<ConversationState, string> = {
  QUEUED: 'Waiting',
  OFFERED: 'Offered',
  ASSIGNED: 'Assigned',
  SNOOZED: 'Snoozed',
  RESOLVED: 'Resolved',
};

export const stateTones: Record<ConversationState, Tone> = {
  QUEUED: 'warn',
  OFFERED: 'accent',
  ASSIGNED: 'plain',
  SNOOZED: 'plain',
  RESOLVED: 'good',
};

export const slaTones: Record<SlaState, Tone> = {
  NONE: 'plain',
  RUNNING: 'plain',
  WARNED: 'warn',
  BREACHED: 'bad',
  MET: 'good',
};

export const purposeWords: Record<string, string> = {
  FOLLOW_UP: 'Follow-up',
  SURVEY: 'Survey',
  APOLOGY: 'Apology',
  NOTICE: 'Notice',
};

/** What a conversation is called: on most channels nobody gives it a subject. */
export function subjectOf(summary: Pick<Summary, 'subject' | 'channel' | 'customer'>): string {
  return givenSubject(summary) ?? `Conversation with ${customerName(summary.customer)}`;
}

/** The subject that its first message was given; only mails have one that can be missing. */
export function givenSubject({ subject, channel }: Pick<Summary, 'subject' | 'channel'>): string | undefined {
  if (subject?.trim()) return subject;
  return channel === 'EMAIL' ? 'No subject' : undefined;
}

export interface DeliveryWords {
  label: string;
  tone: Tone;
  progress: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
}

const deliveries: Record<string, DeliveryWords> = {
  ACCEPTED: { label: 'Accepted for sending', tone: 'plain', progress: 'waiting' },
  QUEUED: { label: 'Waiting to be sent', tone: 'plain', progress: 'waiting' },
  SENT: { label: 'Sent', tone: 'plain', progress: 'sent' },
  DELIVERED: { label: 'Delivered', tone: 'good', progress: 'delivered' },
  READ: { label: 'Read', tone: 'good', progress: 'read' },
  FAILED: { label: 'Not delivered', tone: 'bad', progress: 'failed' },
};

/** How far a sent message got; undefined for what customers wrote. */
export function deliveryOf(entry: Entry): DeliveryWords | undefined {
  if (entry.direction !== 'OUTWARD') return undefined;
  if (!entry.delivery) return entry.pending ? { label: 'Sending', tone: 'plain', progress: 'waiting' } : deliveries.SENT;
  return deliveries[entry.delivery.status] ?? { label: capitalised(entry.delivery.status), tone: 'plain', progress: 'sent' };
}

/** "POST_SALE" → "Post sale". */
export function capitalised(name: string): string {
  const words = name.toLowerCase().replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
