// No part of Next's public interface, but what Next itself uses where no handler is named.
import nextCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js';

// Next bundles this file for its proxy and imports it as it stands for its pages: a default of CommonJS is
// the class in the one, and an object with the class in the other.
const FileSystemCache = nextCache.default ?? nextCache;

/**
 * Next's cache of rendered pages, except that a form which was sent before React had arrived does not
 * find its page there.
 *
 * Next 16.4 answers such a form by resuming the page from its cached shell. It then sends the shell
 * itself to nobody, and forgets what the action answered: React cannot resume a page with a form's state.
 * Without the shell Next renders the page whole, with the answer in its form.
 */
export default class CacheHandler extends FileSystemCache {
  /** @param {{ _requestHeaders: Record<string, string | string[] | undefined> }} context */
  constructor(context) {
    super(context);
    const { 'content-type': type, 'next-action': action } = context._requestHeaders;
    this.isPlainForm = action === undefined && String(type).startsWith('multipart/form-data');
  }

  /**
   * @param {string} key
   * @param {{ kind: string }} context
   */
  async get(key, context) {
    return this.isPlainForm && context.kind === 'APP_PAGE' ? null : super.get(key, context);
  }
}
