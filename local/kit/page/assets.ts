import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Env, Hono } from 'hono';

/** Where every hosted page finds its style and fonts; no hosted page loads anything from elsewhere. */
export const assetsPath = '/_assets';

const fontsFolder = path.join(
  // The package exports no path to its files; its modules stand beside the folder of fonts.
  path.dirname(createRequire(import.meta.url).resolve('geist/font/sans')),
  'fonts',
);

const files: Readonly<Record<string, { file: string | URL; type: string }>> = {
  'page.css': { file: new URL('./page.css', import.meta.url), type: 'text/css; charset=utf-8' },
  'geist-sans.woff2': {
    file: path.join(fontsFolder, 'geist-sans/Geist-Variable.woff2'),
    type: 'font/woff2',
  },
  'geist-mono.woff2': {
    file: path.join(fontsFolder, 'geist-mono/GeistMono-Variable.woff2'),
    type: 'font/woff2',
  },
};

/**
 * Serves the common style and fonts under `/_assets`, and any further files of one provider.
 *
 * @param extra file name in the URL -> file on disk and its content type
 */
export function mountAssets<E extends Env>(app: Hono<E>, extra: typeof files = {}): void {
  const all = { ...files, ...extra };
  app.get(`${assetsPath}/:name`, (c) => {
    const asset = Object.hasOwn(all, c.req.param('name')) ? all[c.req.param('name')] : undefined;
    if (asset === undefined) return c.notFound();
    // Read per request: a few kilobytes on loopback, and an edit shows at the next reload.
    const body = new Uint8Array(readFileSync(asset.file));
    return c.body(body, 200, { 'content-type': asset.type, 'cache-control': 'no-cache' });
  });
}
