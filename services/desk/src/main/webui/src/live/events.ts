import type { AgentPresence, Entry, Summary } from '../api/types';

/** One event of the desk's stream, already parsed. */
export type LiveEvent =
  | { type: 'conversation'; summary: Summary }
  | { type: 'timeline'; conversationId: string; entry: Entry }
  | { type: 'agent'; agent: AgentPresence }
  | { type: 'typing'; threadId: string; typing: boolean }
  | { type: 'care' };

export const eventNames = ['conversation', 'timeline', 'agent', 'care', 'typing'] as const;

/** Undefined for what this console does not understand: a newer desk may send more than it knows. */
export function parseEvent(type: (typeof eventNames)[number], data: string): LiveEvent | undefined {
  if (type === 'care') return { type };
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null) return undefined;
  switch (type) {
    case 'conversation':
      return 'id' in body && 'version' in body ? { type, summary: body as Summary } : undefined;
    case 'timeline':
      return 'conversationId' in body && 'entry' in body
        ? { type, ...(body as { conversationId: string; entry: Entry }) }
        : undefined;
    case 'typing':
      return 'threadId' in body && 'typing' in body
        ? { type, ...(body as { threadId: string; typing: boolean }) }
        : undefined;
    case 'agent':
      return 'id' in body && 'presence' in body ? { type, agent: body as AgentPresence } : undefined;
  }
}
