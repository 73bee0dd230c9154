export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/gi;

/** Cuts a message into plain text and http(s) links; nothing in it is ever read as markup. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const shown = withoutTrailing(match[0]);
    if (!URL.canParse(shown)) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push({ kind: 'link', text: shown, href: new URL(shown).href });
    end = match.index + shown.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** A sentence's punctuation, and a bracket opened before the address, do not belong to it. */
function withoutTrailing(url: string): string {
  let shown = url;
  for (;;) {
    const last = shown.at(-1) ?? '';
    const unmatched =
      (last === ')' && count(shown, ')') > count(shown, '(')) || (last === ']' && count(shown, ']') > count(shown, '['));
    if (!'.,;:!?*_'.includes(last) && !unmatched) return shown;
    shown = shown.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
