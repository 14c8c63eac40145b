// The wire: a publishable key, forms out, JSON back. Only the local Stripe is ever asked.

/** A mistake of the page that uses Stripe.js, not of the person who pays. */
export class IntegrationError extends Error {
  name = 'IntegrationError';
}

/** Stripe's form encoding of nested values: `{ card: { cvc } }` is `card[cvc]`. */
function toForm(fields, prefix = '', form = new URLSearchParams()) {
  for (const [name, value] of Object.entries(fields ?? {})) {
    const key = prefix === '' ? name : `${prefix}[${name}]`;
    if (value === undefined) continue;
    if (value !== null && typeof value === 'object') toForm(value, key, form);
    else form.append(key, value ?? '');
  }
  return form;
}

/** A function that sends one request and answers its JSON; an error is in `error`, never thrown. */
export function createApi({ origin, key, account }) {
  return async (method, path, fields) => {
    const form = toForm(fields).toString();
    const isPost = method === 'POST';
    try {
      const response = await fetch(`${origin}${path}${isPost ? '' : `?${form}`}`, {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(account && { 'Stripe-Account': account }),
          ...(isPost && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        ...(isPost && { body: form }),
      });
      return await response.json();
    } catch {
      const message = `The local Stripe does not answer at ${origin}.`;
      return { error: { type: 'api_connection_error', message } };
    }
  };
}
