import { Problem, problemFrom, unreachable } from './problem';

let csrfToken: string | undefined;

/** The session hands its token over here; every call that changes something sends it. */
export function rememberToken(token: string | undefined) {
  csrfToken = token;
}

export type Query = Record<string, string | number | undefined>;

export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const suffix = search.toString();
  return `/api${path}${suffix ? `?${suffix}` : ''}`;
}

async function request<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  const file = body instanceof Blob ? body : undefined;
  if (body !== undefined) headers['Content-Type'] = file ? file.type || 'application/octet-stream' : 'application/json';
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;

  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
      credentials: 'same-origin',
      signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  const text = await response.text();
  const parsed = parse(text);
  if (!response.ok) throw problemFrom(response.status, parsed);
  if (text !== '' && parsed === undefined) {
    throw new Problem(502, 'Unexpected answer', 'The desk answered with something unexpected. Reload the page.');
  }
  return parsed as T;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  request<T>('GET', urlOf(path, query), undefined, signal);
export const post = <T>(path: string, body: unknown) => request<T>('POST', urlOf(path), body);
export const upload = <T>(path: string, file: File, signal?: AbortSignal) =>
  request<T>('POST', urlOf(path, { name: file.name }), file, signal);
export const put = <T>(path: string, body: unknown) => request<T>('PUT', urlOf(path), body);
export const remove = (path: string) => request<void>('DELETE', urlOf(path));
