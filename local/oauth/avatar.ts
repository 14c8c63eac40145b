import { createHash } from 'node:crypto';

/**
 * A portrait of a person as SVG: initials on a two-tone field whose hue follows the seed, so the
 * same person looks the same everywhere and nothing is fetched from the network.
 */
export function avatarSvg(name: string, seed: string): string {
  const hash = createHash('sha256').update(seed).digest();
  const hue = Math.round(((hash[0] ?? 0) / 255) * 360);
  const turn = Math.round(((hash[1] ?? 0) / 255) * 360);
  const field = `hsl(${hue} 42% 34%)`;
  const shade = `hsl(${(hue + 40) % 360} 46% 44%)`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">',
    `<rect width="96" height="96" fill="${field}"/>`,
    `<circle cx="48" cy="96" r="62" fill="${shade}" transform="rotate(${turn} 48 48)"/>`,
    '<text x="48" y="49" fill="#fff" font-family="system-ui, sans-serif" font-size="36"',
    ' font-weight="600" text-anchor="middle" dominant-baseline="central">',
    `${toInitials(name)}</text></svg>`,
  ].join('');
}

/** At most two letters. Anything but a letter or digit is dropped, so the result needs no escaping. */
function toInitials(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');
  const first = words[0]?.slice(0, 1) ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.slice(0, 1) ?? '') : '';
  return (first + last).toUpperCase();
}
