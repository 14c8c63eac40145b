import { stripeRelease } from '@/lib/stripe/release';
import type { Chunks } from '../chunk';

/** Steps at Stripe (https://docs.stripe.com/api), in TypeScript. */
export const stripe: Chunks = {
  stripe: {
    needs: ['http', 'missing'],
    code: `
/** Nested values the way Stripe reads them: a[b][0]=c. */
function form(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    form(item, name === '' ? key : \`\${name}[\${key}]\`),
  );
}

async function askStripe(secretKey: string, address: string, values: object, key?: string) {
  const origin = process.env.STRIPE_API_URL ?? 'https://api.stripe.com';
  const words = new URLSearchParams(form(values)).toString();
  const isRead = key === undefined;
  const answer = await send({
    method: isRead ? 'GET' : 'POST',
    url: \`\${origin}\${address}\${isRead && words !== '' ? \`?\${words}\` : ''}\`,
    headers: {
      authorization: \`Bearer \${secretKey}\`,
      'stripe-version': '${stripeRelease}',
      ...(!isRead && {
        'idempotency-key': key,
        'content-type': 'application/x-www-form-urlencoded',
      }),
    },
    body: isRead ? undefined : words,
    who: 'Stripe',
  });
  const found: unknown = JSON.parse(answer.text, (name, value: unknown) =>
    name === 'client_secret' ? undefined : value,
  );
  return isObject(found) ? found : {};
}

const given = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

function amountOf(words: string): number {
  const amount = /^\\d{1,12}$/.test(words.trim()) ? Number(words.trim()) : 0;
  if (amount > 0) return amount;
  throw new Failure(\`"\${words.slice(0, 40)}" is no amount: write a whole number, 1500 for 15.00\`);
}
`,
  },
  stripe_customer: {
    needs: ['stripe'],
    code: `
interface StripeCustomer {
  secretKey: string;
  operation: 'find' | 'create' | 'update';
  customer?: string;
  email?: string;
  name?: string;
  description?: string;
}

async function stripeCustomer(key: string, { secretKey, operation, customer = '', email = '', name = '', description = '' }: StripeCustomer) {
  if (operation === 'find') {
    const { data } = await askStripe(secretKey, '/v1/customers', { email, limit: 1 });
    return Array.isArray(data) ? (data[0] ?? null) : null;
  }
  const own = operation === 'create' ? '' : \`/\${encodeURIComponent(customer)}\`;
  const values = given({ email, name, description });
  return askStripe(secretKey, \`/v1/customers\${own}\`, values, \`\${key}:customer\`);
}
`,
  },
  stripe_invoice: {
    needs: ['stripe'],
    code: `
interface StripeInvoice {
  secretKey: string;
  operation: 'retrieve' | 'create' | 'void';
  invoice?: string;
  customer?: string;
  amountMinor?: string;
  currency?: string;
  description?: string;
}

async function stripeInvoice(key: string, step: StripeInvoice) {
  const { secretKey, operation, invoice = '', customer = '', description = '' } = step;
  const own = \`/v1/invoices/\${encodeURIComponent(invoice)}\`;
  if (operation === 'retrieve') return askStripe(secretKey, own, {});
  if (operation === 'void') return askStripe(secretKey, \`\${own}/void\`, {}, \`\${key}:void\`);
  const amount = amountOf(step.amountMinor ?? '');
  const currency = (step.currency || 'usd').toLowerCase();
  const draft = {
    customer,
    currency,
    collection_method: 'send_invoice',
    days_until_due: 30,
    auto_advance: false,
    pending_invoice_items_behavior: 'exclude',
  };
  const { id } = await askStripe(secretKey, '/v1/invoices', draft, \`\${key}:invoice\`);
  const item = { customer, invoice: id, amount, currency, ...given({ description }) };
  await askStripe(secretKey, '/v1/invoiceitems', item, \`\${key}:item\`);
  await askStripe(secretKey, \`/v1/invoices/\${id}/finalize\`, { auto_advance: false }, \`\${key}:finalize\`);
  return askStripe(secretKey, \`/v1/invoices/\${id}/send\`, {}, \`\${key}:send\`);
}
`,
  },
  stripe_coupon: {
    needs: ['stripe'],
    code: `
interface StripeCoupon {
  secretKey: string;
  kind: 'percent' | 'amount';
  percentOff: number;
  duration: string;
  months: number;
  name?: string;
  amountMinor?: string;
  currency?: string;
}

async function stripeCoupon(key: string, step: StripeCoupon) {
  const { secretKey, kind, percentOff, duration, months, name = '', amountMinor = '', currency } = step;
  const discount =
    kind === 'percent'
      ? { percent_off: percentOff }
      : { amount_off: amountOf(amountMinor), currency: (currency || 'usd').toLowerCase() };
  const repeated = duration === 'repeating' ? { duration_in_months: months } : {};
  const values = { ...discount, duration, ...repeated, ...given({ name }) };
  return askStripe(secretKey, '/v1/coupons', values, \`\${key}:coupon\`);
}
`,
  },
  stripe_refund: {
    needs: ['stripe'],
    code: `
interface StripeRefund {
  secretKey: string;
  payment: string;
  reason: string;
  amountMinor?: string;
}

async function stripeRefund(key: string, { secretKey, payment, reason, amountMinor = '' }: StripeRefund) {
  const id = payment.trim();
  if (!/^(pi|ch|py)_/.test(id)) {
    throw new Failure(\`"\${id.slice(0, 60)}" is no payment: it begins with pi_ or ch_\`);
  }
  const target = id.startsWith('pi_') ? { payment_intent: id } : { charge: id };
  const amount = amountMinor === '' ? {} : { amount: amountOf(amountMinor) };
  return askStripe(secretKey, '/v1/refunds', { ...target, reason, ...amount }, \`\${key}:refund\`);
}
`,
  },
  stripe_checkout_link: {
    needs: ['stripe'],
    code: `
interface StripeCheckoutLink {
  secretKey: string;
  mode: string;
  price: string;
  quantity: number;
  successUrl: string;
  customerEmail?: string;
}

async function stripeCheckoutLink(key: string, step: StripeCheckoutLink) {
  const { secretKey, mode, price, quantity, successUrl, customerEmail = '' } = step;
  const values = {
    mode,
    line_items: [{ price, quantity }],
    success_url: successUrl,
    ...given({ customer_email: customerEmail }),
  };
  return askStripe(secretKey, '/v1/checkout/sessions', values, \`\${key}:checkout\`);
}
`,
  },
};
