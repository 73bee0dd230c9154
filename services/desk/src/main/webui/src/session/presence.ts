import type { Presence } from '../api/types';

export const presenceWords: Record<Presence, string> = {
  AVAILABLE: 'Available',
  AWAY: 'Away',
  OFFLINE: 'Offline',
};
