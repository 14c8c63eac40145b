import { strToU8, zipSync } from 'fflate';

/** Of all entries: the same workflow gives the same bytes. DOS times begin here. */
const MADE_AT = new Date(1980, 0, 1);

/** Files as one zip, in a folder, so that unpacking it scatters nothing. */
export function toArchive(
  folder: string,
  files: readonly { path: string; content: string }[],
): Uint8Array<ArrayBuffer> {
  const entries = files.map(
    ({ path, content }) => [`${folder}/${path}`, strToU8(content)] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: MADE_AT });
}

/** A name that every file system takes. */
export function toFolderName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.slice(0, 60).toLowerCase() || 'workflow';
}
