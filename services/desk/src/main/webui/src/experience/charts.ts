import type { Balance, Csat } from '../api/types';
import type { ChartSpec } from '../charts/options';
import { shortDay } from '../ui/time';

export function csatDistribution({ distribution, scale, n }: Csat): ChartSpec {
  const ratings = Array.from({ length: scale.max - scale.min + 1 }, (_, step) => scale.min + step);
  const count = (rating: number) => distribution.find((each) => each.rating === rating)?.count ?? 0;
  const satisfied = (rating: number) => rating >= scale.satisfiedFrom;
  return {
    summary: `${n} ratings: ${ratings.map((rating) => `${count(rating)} gave ${rating}`).join(', ')}.`,
    categoryName: 'Rating',
    categories: ratings.map(String),
    series: [
      {
        name: `Satisfied (${scale.satisfiedFrom} or more)`,
        kind: 'bar',
        color: 'outward',
        stack: 'ratings',
        values: ratings.map((rating) => (satisfied(rating) ? count(rating) : null)),
      },
      {
        name: 'Not satisfied',
        kind: 'bar',
        color: 'negative',
        stack: 'ratings',
        values: ratings.map((rating) => (satisfied(rating) ? null : count(rating))),
      },
    ],
  };
}

export function csatByDay({ byDay, n, satisfied }: Csat): ChartSpec {
  return {
    summary: `${satisfied} of ${n} answers in ${byDay.length} days were satisfied.`,
    categoryName: 'Day',
    categories: byDay.map(({ date }) => shortDay(date)),
    series: [
      { name: 'Satisfied', kind: 'bar', color: 'outward', stack: 'answers', values: byDay.map((day) => day.satisfied) },
      { name: 'Not satisfied', kind: 'bar', color: 'negative', stack: 'answers', values: byDay.map((day) => day.n - day.satisfied) },
    ],
  };
}

export function flowByDay({ byDay, inward, outward }: Balance): ChartSpec {
  return {
    summary: `${inward} interactions came in and ${outward} went out in ${byDay.length} days.`,
    categoryName: 'Day',
    categories: byDay.map(({ date }) => shortDay(date)),
    series: [
      { name: 'Inward', kind: 'bar', color: 'inward', stack: 'flow', values: byDay.map((day) => day.inward) },
      { name: 'Outward', kind: 'bar', color: 'outward', stack: 'flow', values: byDay.map((day) => day.outward), mirrored: true },
    ],
  };
}
