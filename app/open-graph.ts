import type { Metadata } from 'next';

export const siteTitle = 'Cue: your workflows, in words and as graphs';

export const siteDescription =
  'Cue keeps each of your workflows twice: as words that you can read and as a graph that a program can.';

/**
 * What a link to a public page shows where it is shared. Next replaces a parent's `openGraph` as a
 * whole, so every page needs all of it.
 *
 * @param path of the page, such as `/pricing`
 */
export function openGraphFor(
  path: string,
  title: string,
  description: string,
): NonNullable<Metadata['openGraph']> {
  return { type: 'website', siteName: 'Cue', locale: 'en_US', url: path, title, description };
}
