import type { ChannelCapabilities, QuarantineState } from '../api/types';
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
