import { expect, test } from 'vitest';
import type { Intake, ProviderList } from '../api/types';
import { chartOf, comparisonOf, isAlarm, missing, outcomesOf } from './intake';

const now = new Date('2026-01-01T10:00:00Z');
const intake: Intake = {
  received: 16,
  published: 5,
  repeated: 4,
  quarantined: 3,
  ignored: 2,
  deferred: 1,
  interrupted: 1,
  since: '2026-01-01T00:00:00Z',
  at: '2026-01-01T10:00:00Z',
  unsettledSince: null,
};

test('shouldSayWhetherWhatCameInAddsUp', () => {
  expect(missing(intake)).toBe(0);
  expect(isAlarm(intake, now)).toBe(false);
  expect(missing({ ...intake, received: 19 })).toBe(3);
});

test('shouldRaiseNoAlarmForWhatIsUnderWay', () => {
  const more = { ...intake, received: 17 };
  expect(isAlarm({ ...more, unsettledSince: '2026-01-01T09:59:00Z' }, now)).toBe(false);
  expect(isAlarm({ ...more, unsettledSince: '2026-01-01T09:57:00Z' }, now)).toBe(true);
});

test('shouldSayWhatBecameOfIt', () => {
  expect(outcomesOf({ ...intake, published: 4760, interrupted: 0 })).toBe(
    '4,760 published, 4 came again, 3 set aside, 2 with nothing to tell, 1 asked to come again',
  );
});

test('shouldChartOnlyWhatDidNotGoStraightThrough', () => {
  const capabilities = { maxLength: 1, maxSegments: null, replyWindowSeconds: null, files: null };
  const account = { channel: 'SMS' as const, network: null, account: '+1', capabilities, at: '', intake: null };
  const fine = { ...intake, received: 12, quarantined: 0, deferred: 0 };
  expect(chartOf([account, { ...account, intake: fine }])).toBeUndefined();
  expect(chartOf([account, { ...account, account: '+2', intake }])?.categories).toEqual(['+2']);
});

test('shouldSayWhatTheProvidersListKnows', () => {
  const list: ProviderList = {
    channel: 'SMS',
    account: '+1',
    list: 'Messages',
    listed: 1200,
    known: 1200,
    fetched: 0,
    missing: 0,
    at: '2026-01-01T10:00:00Z',
    fetchedTotal: 0,
    fetchedAt: null,
  };
  expect(comparisonOf(list)).toBe('Messages: 1,200 listed by the provider, all here');
  expect(comparisonOf({ ...list, fetched: 2, missing: 1, fetchedTotal: 5 })).toBe(
    'Messages: 1,200 listed by the provider, 2 had not come and were fetched, 1 is missing; 5 fetched so far',
  );
});
