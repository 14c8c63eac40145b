import { readFileSync } from 'node:fs';

const entry = new URL('./client/stripe.mjs', import.meta.url);

/**
 * Stripe.js as one classic script: a page loads Stripe's with a plain script tag, and a module would
 * not know its own address. The modules share no names, so each is written after those it imports,
 * without the words for it.
 */
export function stripeScript(): string {
  const parts = new Map<string, string>();
  collect(entry, parts);
  return `(() => {\n'use strict';\n${[...parts.values()].join('\n')}})();\n`;
}

function collect(module: URL, parts: Map<string, string>): void {
  if (parts.has(module.href)) return;
  const text = readFileSync(module, 'utf8');
  for (const [, path = ''] of text.matchAll(/^import [^;]* from '(\.[^']+)';\n/gm)) {
    collect(new URL(path, module), parts);
  }
  parts.set(module.href, text.replaceAll(/^import [^;]*;\n/gm, '').replaceAll(/^export /gm, ''));
}
