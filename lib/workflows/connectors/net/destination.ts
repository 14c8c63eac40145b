import 'server-only';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { StepFailure } from '../executor';
import { isPublicAddress } from './address';

export interface Address {
  address: string;
  family: 4 | 6;
}

/** Every address of a name. Throws what `dns.lookup` throws. */
export type Resolve = (hostname: string) => Promise<Address[]>;

export const resolveByDns: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** Mail, shells and the like: a request to them would be read as commands of their own protocol. */
const refusedPorts: ReadonlySet<string> = new Set(
  [21, 22, 23, 25, 53, 110, 135, 139, 143, 445, 465, 587, 993, 995, 3389, 6667].map(String),
);

/** Names that never lead to the public internet, whatever answers for them. */
const internalName = /(^|\.)(localhost|local|localdomain|internal|intranet|home\.arpa|lan)$/;

const refuse = (message: string) => new StepFailure(message, { isTemporary: false });

/**
 * Reads an address as it stands in the settings of a step.
 * @throws StepFailure, not temporary, when nothing of the kind may be called
 */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null)
    throw refuse('The address cannot be read: it looks like https://example.com/path');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse(`Only https:// and http:// can be called, not ${url.protocol}//`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('The address must not hold a name or password: send them as a header');
  }
  return url;
}

/**
 * Where a request may connect to: all addresses of the URL's host, each of them public. Whoever
 * connects must use these, because a second look at the same name may answer something else.
 *
 * @param allowedOrigins origins of this installation's own choice, which may be anywhere
 * @throws StepFailure, temporary only when the name could not be looked up this time
 */
export async function requireDestination(
  url: URL,
  { allowedOrigins, resolve }: { allowedOrigins: ReadonlySet<string>; resolve: Resolve },
): Promise<Address[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isAllowed = allowedOrigins.has(url.origin);
  if (!isAllowed && refusedPorts.has(url.port)) {
    throw refuse(`Port ${url.port} is not for web requests, so it cannot be called`);
  }
  const isNamedInternal = internalName.test(hostname);
  if (!isAllowed && isNamedInternal) throw refuse(notPublic(hostname));
  const addresses = await findAddresses(hostname, resolve);
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refuse(notPublic(hostname));
  }
  return addresses;
}

const notPublic = (hostname: string) =>
  `${hostname} is not on the public internet, and only that can be called`;

async function findAddresses(hostname: string, resolve: Resolve): Promise<Address[]> {
  const version = isIP(hostname);
  if (version !== 0) return [{ address: hostname, family: version === 6 ? 6 : 4 }];
  let addresses: Address[];
  try {
    addresses = await resolve(hostname);
  } catch (cause) {
    const isUnknown = codeOf(cause) === 'ENOTFOUND';
    const message = isUnknown ? `There is no host ${hostname}` : `${hostname} cannot be looked up`;
    throw new StepFailure(message, { isTemporary: !isUnknown, cause });
  }
  if (addresses.length > 0) return addresses;
  throw refuse(`There is no host ${hostname}`);
}

/** The short name of a system error, for example ECONNREFUSED. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
