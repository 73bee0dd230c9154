/** Words for files. */

/** What browsers show by themselves and the desk therefore sends to be shown. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

export const isPicture = (mediaType: string) => pictures.has(mediaType);

const units = ['B', 'KB', 'MB', 'GB'];

/** 1536 → "1.5 KB". */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`;
}

const kinds: [RegExp, string][] = [
  [/^application\/pdf$/, 'PDF'],
  [/^image\//, 'Picture'],
  [/^audio\//, 'Audio'],
  [/^video\//, 'Video'],
  [/^message\/rfc822$/, 'Mail'],
  [/zip|compressed|x-tar|gzip|7z|rar/, 'Archive'],
  [/wordprocessing|msword|opendocument\.text/, 'Document'],
  [/spreadsheet|ms-excel|csv/, 'Spreadsheet'],
  [/presentation|ms-powerpoint/, 'Presentation'],
  [/html|javascript|x-dosexec|x-msdownload|x-sh/, 'May be harmful'],
  [/^text\//, 'Text'],
];

/** "application/pdf" → "PDF"; what is not known is called by its type. */
export function kindWords(mediaType: string): string {
  if (mediaType === 'application/octet-stream') return 'File';
  return kinds.find(([pattern]) => pattern.test(mediaType))?.[1] ?? mediaType;
}
