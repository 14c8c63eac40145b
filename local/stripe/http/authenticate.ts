import type { Context } from 'hono';
import { unauthorized } from '../kernel/errors';

/**
 * Lets only the configured test key in, as `Bearer` or as the user name of `Basic`.
 *
 * @throws StripeApiError 401 with Stripe's words
 */
export function authenticate(c: Context, secretKey: string): void {
  const key = readKey(c.req.header('authorization') ?? '');
  if (!key) {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization ' +
        "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (/^[sr]k_live_/.test(key)) {
    throw unauthorized('A live key was sent to the local Stripe. Use the test key of .env.local.');
  }
  if (key !== secretKey) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

function readKey(header: string): string {
  const [scheme = '', value = ''] = header.split(' ');
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

function masked(key: string): string {
  const shown = key.startsWith('sk_test_') ? 8 : 3;
  return `${key.slice(0, shown)}${'*'.repeat(Math.max(0, key.length - shown - 4))}${key.slice(-4)}`;
}
