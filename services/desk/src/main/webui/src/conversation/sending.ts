import type { ChannelCapabilities, SendPreview } from '../api/types';
import { duration } from '../ui/time';

/** Words for what would become of a reply. */

/** Whether there is anything to know before sending that the text alone does not show. */
export function isWorthAsking(channel: ChannelCapabilities | null, text: string, files: number): boolean {
  if (!channel) return false;
  return channel.maxSegments !== null || channel.replyWindowSeconds !== null || files > 0 || text.length > channel.maxLength / 2;
}

const alphabets = { GSM_7: 'GSM-7', UCS_2: 'UCS-2' };
const lateForms = { TEMPLATE: 'as an approved template', TAG: 'marked as from a human agent' };

export function segmentWords({ alphabet, segments, left, maxSegments }: NonNullable<SendPreview['sms']>): string {
  const count = `${segments} ${segments === 1 ? 'segment' : 'segments'}${maxSegments === null ? '' : ` of ${maxSegments}`}`;
  return `${count}, ${alphabets[alphabet]}, room for ${left} more`;
}

export function windowWords({ late, until }: NonNullable<SendPreview['window']>, now: Date): string | undefined {
  const left = until === null ? undefined : duration(new Date(until).getTime() - now.getTime());
  if (late) return `The reply window is over: this goes ${lateForms[late]}${left ? `, for ${left} more` : ''}`;
  return left && `You can reply for ${left}`;
}

/** All that is worth knowing about a reply that may go. */
export function previewWords(preview: SendPreview, written: boolean, now: Date): string[] {
  const words: (string | undefined)[] = [
    preview.sms && written ? segmentWords(preview.sms) : undefined,
    preview.messages > 1 ? `Goes as ${preview.messages} messages` : undefined,
    preview.window ? windowWords(preview.window, now) : undefined,
  ];
  return words.filter((each) => each !== undefined);
}
