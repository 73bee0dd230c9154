import { describe, expect, test } from 'vitest';
import { customerName, readable } from './names';

describe('customerName', () => {
  test('shouldPreferTheName', () => {
    expect(customerName({ id: '1', name: 'Carla Example', address: 'carla@example.com' })).toBe('Carla Example');
  });

  test('shouldShortenAVisitorsId', () => {
    expect(customerName({ id: '1', name: null, address: '3ed9647d-faf1-41a5-87a9-91fabe17a08b' })).toBe('Visitor 3ed9647d');
  });

  test('shouldLeaveAnAddressAlone', () => {
    expect(readable('carla@example.com')).toBe('carla@example.com');
  });
});
