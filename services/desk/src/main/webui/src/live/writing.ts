/** Which threads' customers are writing just now, and until when that is believed. Pure: old state in, new state out. */
export type Writing = ReadonlyMap<string, number>;

/** A notice holds so long; it is told again while it goes on. */
export const holdsMillis = 6_000;

export function noticed(writing: Writing, threadId: string, typing: boolean, now: number): Writing {
  const next = new Map(still(writing, now));
  if (typing) next.set(threadId, now + holdsMillis);
  else next.delete(threadId);
  return next;
}

/** Without those who have not been heard of for too long. */
export function still(writing: Writing, now: number): Writing {
  return new Map([...writing].filter(([, until]) => until > now));
}
