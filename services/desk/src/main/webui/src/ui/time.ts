const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** How long ago, or how long until, short enough for a list: "now", "5 min", "3 h", "yesterday", "12 Mar". */
export function relativeTime(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  const ago = Math.abs(distance);
  const future = distance < 0;
  // Two clocks never agree to the second, so what just happened may lie a moment ahead.
  if (ago < 45_000) return 'now';
  if (ago < day) return future ? `in ${oneUnit(ago)}` : `${oneUnit(ago)} ago`;
  const days = calendarDays(at, now);
  if (days === 1) return 'yesterday';
  if (days === -1) return 'tomorrow';
  if (days > 0 && days < 7) return `${days} days ago`;
  if (days < 0 && days > -7) return `in ${-days} days`;
  return at.getFullYear() === now.getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at);
}

function oneUnit(millis: number): string {
  const minutes = Math.round(millis / minute);
  return minutes < 60 ? `${minutes} min` : `${Math.round(millis / hour)} h`;
}

/** A length of time in its largest one or two units: "40 s", "12 min", "1 h 20 min", "3 days". */
export function duration(millis: number): string {
  if (millis < minute) return `${Math.max(0, Math.round(millis / 1_000))} s`;
  const minutes = Math.round(millis / minute);
  if (minutes < 60) return `${minutes} min`;
  if (millis < day) {
    return minutes % 60 === 0 || minutes >= 600
      ? `${Math.round(minutes / 60)} h`
      : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
  const days = Math.round(millis / day);
  return days === 1 ? '1 day' : `${days} days`;
}

function calendarDays(at: Date, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / day);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export const absoluteTime = (at: Date) => full.format(at);
export const clockTime = (at: Date) => clock.format(at);
export const shortDay = (isoDate: string) => dayMonth.format(new Date(`${isoDate.slice(0, 10)}T12:00:00`));
export const longDate = (at: Date) => dayMonthYear.format(at);

/** The heading over a day's entries in a timeline. */
export function dayHeading(at: Date, now: Date): string {
  const days = calendarDays(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return at.getFullYear() === now.getFullYear() ? weekday.format(at) : dayMonthYear.format(at);
}
