import type { Tone } from '../ui/Chip';

const tones: [RegExp, Tone][] = [
  [/poor|bad|risk|detract|critical|unhappy|low/i, 'bad'],
  [/fair|watch|passive|neutral|mixed|medium/i, 'warn'],
  [/good|great|excellent|promot|happy|loyal|high/i, 'good'],
];

/** Policies name their own bands; the colour only repeats what the word already says. */
export function bandTone(band: string): Tone {
  return tones.find(([pattern]) => pattern.test(band))?.[1] ?? 'plain';
}

export function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${Math.abs(rounded)}` : '0';
}
