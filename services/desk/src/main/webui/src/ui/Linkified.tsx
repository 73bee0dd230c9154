import { linkify } from './linkify';

/** A message's words with their line breaks; only http and https addresses become links. */
export function Linkified({ text }: { text: string }) {
  return linkify(text).map((piece, index) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
        {piece.text}
      </a>
    ),
  );
}
