import { createHash } from 'node:crypto';

/** Someone who can sign in at a local identity provider. */
export interface Person {
  email: string;
  name: string;
  /** What the provider answers about the address; Google and GitHub both may say no. */
  emailVerified: boolean;
  /** GitHub only: `/user` answers `email: null` and the client has to ask `/user/emails`. */
  emailPrivate: boolean;
}

/** The people that every fresh stack knows, one for each case worth trying by hand. */
export const demoPeople: readonly Person[] = [
  {
    email: 'mara.lindqvist@example.com',
    name: 'Mara Lindqvist',
    emailVerified: true,
    emailPrivate: false,
  },
  {
    email: 'theo.okafor@example.com',
    name: 'Theo Okafor',
    emailVerified: true,
    emailPrivate: true,
  },
  {
    email: 'ines.carvalho@example.com',
    name: 'Inês Carvalho',
    emailVerified: true,
    emailPrivate: false,
  },
  {
    email: 'noor.haddad@example.com',
    name: 'Noor Haddad',
    emailVerified: false,
    emailPrivate: false,
  },
];

/** Addresses are compared without regard to case, as both providers do. */
export function toEmailKey(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * The provider's id of a person: a number computed from the address alone, so that it is the same
 * after a restart and after the provider's state was wiped while the product's database was kept.
 *
 * @param digits length of the id; Google's are 21 digits long, GitHub's about 9
 */
export function stableId(provider: 'google' | 'github', email: string, digits: number): string {
  const hash = createHash('sha256')
    .update(`${provider}:${toEmailKey(email)}`)
    .digest('hex');
  const number = BigInt(`0x${hash}`)
    .toString()
    .slice(0, digits - 1);
  // A leading 1 keeps the length fixed and the number positive.
  return `1${number.padEnd(digits - 1, '0')}`;
}

/** First word and the rest, the way Google splits a display name. */
export function splitName(name: string): { givenName: string; familyName: string } {
  const [givenName = '', ...rest] = name.trim().split(/\s+/);
  return { givenName, familyName: rest.join(' ') };
}

/** A name for somebody who typed only an address: `kim.lee@example.com` becomes `Kim Lee`. */
export function nameFromEmail(email: string): string {
  const local = email.split('@')[0] ?? email;
  const words = local.split(/[._+-]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || local;
}

/** A GitHub user name: letters, digits and single hyphens, at most 39 long. */
export function toLogin(email: string): string {
  const slug = (toEmailKey(email).split('@')[0] ?? '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 39);
  return slug === '' ? 'someone' : slug;
}
