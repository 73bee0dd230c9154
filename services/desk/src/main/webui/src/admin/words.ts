import type { AccountSetting, AccountState, ChannelCapabilities, QuarantineState } from '../api/types';
import { sizeWords } from '../conversation/files';
import type { Tone } from '../ui/Chip';

/** What an account carries, in a few words. */
export function carries({ maxLength, maxSegments, replyWindowSeconds, files }: ChannelCapabilities): string[] {
  return [
    `texts up to ${maxLength.toLocaleString('en')} characters${maxSegments === null ? '' : ` and ${maxSegments} segments`}`,
    replyWindowSeconds === null ? 'replies at any time' : `replies for ${Math.round(replyWindowSeconds / 3600)} h`,
    files === null ? 'no files' : `files up to ${sizeWords(files.maxBytes)}`,
  ];
}

export const stateWords: Record<QuarantineState, string> = {
  WAITING: 'Set aside',
  ASKED: 'Being read',
  READ: 'Read',
  FAILED: 'Still unreadable',
};

export const stateTones: Record<QuarantineState, Tone> = { WAITING: 'warn', ASKED: 'accent', READ: 'good', FAILED: 'bad' };

export const accountStateWords: Record<AccountState, string> = {
  CONNECTED: 'Connected',
  REFUSED: 'Refused',
  WAITING: 'Not yet answered',
  REMOVING: 'Being removed',
};

export const accountStateTones: Record<AccountState, Tone> = { CONNECTED: 'good', REFUSED: 'bad', WAITING: 'accent', REMOVING: 'warn' };

/** A setting's name as people write it; the name itself stands in the documentation. */
export function settingWords({ name, secret }: AccountSetting): string {
  const words = name.replace(/[.-]/g, ' ').replace(/\b(id|url|sid|api|tls)\b/g, (short) => short.toUpperCase());
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return secret ? `${title}: name of the secret` : title;
}
