import ipaddr from 'ipaddr.js';

/** All of the public internet is in it (RFC 4291, section 2.4; IANA has given out nothing else). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by its number, but answered by Azure's host itself. */
const hostServices: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address belongs to the public internet. Private, loopback, link-local and metadata
 * addresses do not, nor multicast, reserved or shared ones (RFC 6598), nor any IPv6 address with an
 * IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo): where those lead is decided by
 * somebody else's translator.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast);
  return !hostServices.has(parsed.toString());
}
