/** An answer that was not a success, with words a person can act on. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
  }

  /** Whether the same request may succeed if it is simply sent again. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const unreachable = () =>
  new Problem(
    0,
    'The desk cannot be reached',
    'The desk does not answer. Check your connection; what you typed is kept. Then try again.',
  );

const fallbacks: Record<number, string> = {
  400: 'The desk did not understand the request. Reload the page, then try again.',
  401: 'You are signed out. Sign in to go on.',
  403: 'Your account may not do this. Ask a supervisor.',
  404: 'This does not exist, or no longer.',
  409: 'Somebody else changed this in the meantime. What you see is now up to date; decide again.',
  422: 'Something in the form is missing or wrong.',
  429: 'Too many requests. Wait a moment, then try again.',
  502: 'A part of the platform does not answer at the moment. Try again shortly.',
  503: 'A part of the platform is not ready yet. Try again shortly.',
  504: 'A part of the platform took too long to answer. Try again shortly.',
};

/** Reads RFC 9457 problem details; any other body falls back to plain words for the status. */
export function problemFrom(status: number, body: unknown): Problem {
  const details = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => {
    const value = details[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const fallback = fallbacks[status] ?? `The desk answered with an error (${status}). Try again.`;
  return new Problem(status, text('title') ?? 'That did not work', text('detail') ?? fallback);
}

/** The sentence to show for anything that was thrown. */
export function wordsFor(error: unknown): string {
  return error instanceof Problem
    ? error.message
    : 'The console met an error of its own. Reload the page; if it comes back, tell whoever runs Rapport.';
}
