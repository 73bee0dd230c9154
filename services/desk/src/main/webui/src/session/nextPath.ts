/** Where to go after signing in: a path of this console, never another site. */
export function nextPath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/inbox';
}
