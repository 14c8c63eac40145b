import type { JsonObject } from '../kernel/records';

/**
 * Parameters that may be left unread: what they ask for makes no difference here, because the
 * emulator knows cards only, has no languages or risk rules, and shows no statements.
 */
const HARMLESS = new Set([
  'automatic_payment_methods',
  'billing_mode',
  'email_type',
  'error_on_requires_action',
  'excluded_payment_method_types',
  'expand',
  'forgive',
  'locale',
  'mandate_data',
  'off_session',
  'origin_context',
  'payment_method_configuration',
  'payment_method_options',
  'payment_method_types',
  'payment_settings',
  'radar_options',
  'return_url',
  'saved_payment_method_options',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'tax',
  'tax_code',
  'use_stripe_sdk',
  'validate',
  'wallet_options',
]);

/**
 * Watches which parameters a handler reads, so that none is ignored in silence.
 *
 * @returns the parameters to hand on, and a function naming those that nobody has read
 */
export function watchReads(params: JsonObject): { watched: JsonObject; unread: () => string[] } {
  const read = new Set<string>();
  const watched = new Proxy(params, {
    get(target, name, receiver) {
      if (typeof name === 'string') read.add(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  const unread = () => Object.keys(params).filter((name) => !read.has(name) && !HARMLESS.has(name));
  return { watched, unread };
}
