import { customerName } from '../customer/names';
import type { LiveEvent } from './events';

/** What a screen reader says about a batch of events: new messages and offers, not every change of state. */
export function announcements(events: LiveEvent[], me: string): string[] {
  const sentences: string[] = [];
  const inward = events.filter(
    (event) => event.type === 'timeline' && event.entry.kind === 'MESSAGE' && event.entry.direction === 'INWARD',
  );
  if (inward.length > 1) sentences.push(`${inward.length} new messages.`);
  else if (inward[0]?.type === 'timeline') sentences.push(`New message from ${inward[0].entry.author.name ?? 'a customer'}.`);

  const offers = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'conversation') continue;
    const { summary } = event;
    if (summary.state === 'OFFERED' && summary.offer?.agentId === me) {
      offers.set(summary.id, `New offer: ${summary.subject ?? 'no subject'}, from ${customerName(summary.customer)}.`);
    }
  }
  return [...sentences, ...offers.values()];
}
