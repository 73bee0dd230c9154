import { customerName } from '../customer/names';
import type { LiveEvent } from './events';

/**
 * What a screen reader says about a batch of events: new messages, offers, and what happens to the open conversation.
 * Everything else would be noise.
 */
export function announcements(events: LiveEvent[], me: string, openConversation: string | undefined): string[] {
  const writers: string[] = [];
  const offers = new Map<string, string>();
  const changes: string[] = [];
  for (const event of events) {
    if (event.type === 'timeline') {
      const { entry } = event;
      if (entry.kind === 'MESSAGE' && entry.direction === 'INWARD') writers.push(entry.author.name ?? 'a customer');
      if (entry.kind === 'EVENT' && event.conversationId === openConversation && entry.explanation) {
        changes.push(entry.explanation);
      }
    }
    if (event.type === 'conversation') {
      const { summary } = event;
      if (summary.state === 'OFFERED' && summary.offer?.agentId === me) {
        offers.set(summary.id, `New offer: ${summary.subject ?? 'no subject'}, from ${customerName(summary.customer)}.`);
      }
    }
  }
  const messages =
    writers.length > 1 ? [`${writers.length} new messages.`] : writers.map((writer) => `New message from ${writer}.`);
  return [...messages, ...offers.values(), ...changes];
}
