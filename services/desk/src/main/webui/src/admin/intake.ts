import type { ChannelAccount, Intake, ProviderList } from '../api/types';
import type { ChartSpec } from '../charts/options';

/** What came in and what became of it must add up. */

const patienceMillis = 2 * 60_000;

/** What was received and has no outcome. */
export function missing({ received, published, repeated, quarantined, ignored, deferred, interrupted }: Intake): number {
  return received - published - repeated - quarantined - ignored - deferred - interrupted;
}

/** Something under way is no alarm; something that stays without an outcome is. */
export function isAlarm(intake: Intake, now: Date): boolean {
  if (missing(intake) === 0) return false;
  return intake.unsettledSince === null || now.getTime() - new Date(intake.unsettledSince).getTime() > patienceMillis;
}

/** What became of it, each in a few words; what is zero goes without saying. */
export function outcomesOf({ published, repeated, quarantined, ignored, deferred, interrupted }: Intake): string {
  const outcomes: [number, string][] = [
    [published, 'published'],
    [repeated, 'came again'],
    [quarantined, 'set aside'],
    [ignored, 'with nothing to tell'],
    [deferred, 'asked to come again'],
    [interrupted, 'interrupted'],
  ];
  return outcomes.flatMap(([count, words]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${words}`])).join(', ');
}

/** What the comparison with a provider's list found, in a sentence. */
export function comparisonOf({ list, listed, fetched, missing, fetchedTotal }: ProviderList): string {
  const found = [
    ...(fetched === 0 ? [] : [`${fetched.toLocaleString('en')} had not come and ${fetched === 1 ? 'was' : 'were'} fetched`]),
    ...(missing === 0 ? [] : [`${missing.toLocaleString('en')} ${missing === 1 ? 'is' : 'are'} missing`]),
  ];
  const before = fetchedTotal > fetched ? `; ${fetchedTotal.toLocaleString('en')} fetched so far` : '';
  return `${list}: ${listed.toLocaleString('en')} listed by the provider, ${found.length === 0 ? 'all here' : found.join(', ')}${before}`;
}

/** Only what did not go straight through; beside the rest of it nobody would see it. */
export function chartOf(accounts: ChannelAccount[]): ChartSpec | undefined {
  const troubled = accounts.flatMap(({ account, intake }) => (intake && troubles(intake) > 0 ? [{ account, intake }] : []));
  if (troubled.length === 0) return undefined;
  const series = (name: string, color: string, of: (intake: Intake) => number) => ({
    name,
    kind: 'bar' as const,
    color,
    stack: 'troubles',
    values: troubled.map(({ intake }) => of(intake)),
  });
  const all = troubled.reduce((sum, { intake }) => sum + troubles(intake), 0);
  return {
    summary: `${all} payloads of ${troubled.length} accounts did not go straight through; the table says why.`,
    categoryName: 'Account',
    categories: troubled.map(({ account }) => account),
    series: [
      series('Set aside', 'withheld', ({ quarantined }) => quarantined),
      series('Deferred', 'inward', ({ deferred }) => deferred),
      series('Unaccounted for', 'negative', missing),
    ],
  };
}

function troubles(intake: Intake): number {
  return intake.quarantined + intake.deferred + missing(intake);
}
