import { answer, each, inEach, inEvents, isJson, signed, type Spoilt } from './spoil';

let firstId: unknown;

/** What goes wrong in objects, events and deliveries. */
export const OBJECT_SPOILERS: Record<string, Spoilt> = {
  'a field of an old release': {
    only: 'changes and ends',
    says: 'subscription.current_period_end: unknown field',
    ...inEach('subscription', (shown) => {
      shown.current_period_end = 1;
    }),
  },
  'a field missing': {
    only: 'customers',
    says: 'customer.livemode: missing',
    ...inEach('customer', (shown) => {
      delete shown.livemode;
    }),
  },
  'a value of the wrong type': {
    only: 'prices',
    says: 'price.unit_amount: "2000" is not number',
    ...inEach('price', (shown) => {
      shown.unit_amount = String(shown.unit_amount);
    }),
  },
  'a value that no enum has': {
    only: 'changes and ends',
    says: 'subscription.status: "live" is not Status',
    ...inEach('subscription', (shown) => {
      shown.status = 'live';
    }),
  },
  'null where nothing may be null': {
    only: 'products',
    says: 'product.name: null',
    ...inEach('product', (shown) => {
      shown.name = null;
    }),
  },
  'metadata forgotten': {
    only: 'products',
    says: 'metadata.plan',
    ...inEach('product', (shown) => {
      shown.metadata = {};
    }),
  },
  'an id given twice': {
    only: 'pages of a list',
    says: 'exists already',
    ...answer(({ body, method, path }) => {
      if (method === 'POST' && path === '/v1/customers' && 'id' in body)
        body.id = firstId ??= body.id;
    }),
  },
  'a sum that is a cent off': {
    only: 'changes and ends',
    says: 'lines of 2000 make 2001',
    ...inEach('invoice', (shown) => {
      shown.subtotal = Number(shown.subtotal) + 1;
    }),
  },
  'a payment that does not count': {
    only: 'the balance of a customer',
    says: 'due less paid is not what remains',
    ...inEach('invoice', (shown) => {
      shown.amount_remaining = Number(shown.amount_remaining) + 5;
    }),
  },
  'a wrong currency in a line': {
    only: 'the balance of a customer',
    says: 'two currencies',
    ...inEach('invoice', ({ lines }) => {
      const data = isJson(lines) && Array.isArray(lines.data) ? lines.data.filter(isJson) : [];
      for (const line of data) line.currency = 'eur';
    }),
  },
  'an object under a wrong name': {
    only: 'what the events of a purchase',
    says: 'the SDK knows no payment',
    ...inEach('charge', (shown) => {
      shown.object = 'payment';
    }),
  },
  'another object than was asked for': {
    only: 'products',
    says: 'answers prod_1',
    ...answer((passing) => {
      if (passing.method === 'GET')
        for (const shown of each('product', passing)) shown.id = 'prod_1';
    }),
  },
  'something deleted that says nothing of it': {
    only: 'customers',
    says: 'what is gone says so',
    ...answer(({ body, method }) => {
      if (method === 'GET' && body.deleted === true) body.deleted = undefined;
    }),
  },
  'a text in the wrong encoding': {
    only: 'forms',
    says: 'unicode',
    ...inEach('customer', (shown) => {
      shown.name = Buffer.from(String(shown.name), 'utf8').toString('latin1');
    }),
  },
  'a failed renewal that nobody notices': {
    only: 'a renewal that fails',
    says: 'it is past due',
    ...inEach('subscription', (shown) => {
      if (shown.status === 'past_due') shown.status = 'active';
    }),
  },
  'a renewal on the wrong day': {
    only: 'renewals on a test clock',
    says: 'the last days of months',
    ...inEach('subscription', ({ items }) => {
      const data = isJson(items) && Array.isArray(items.data) ? items.data.filter(isJson) : [];
      for (const item of data)
        item.current_period_end = Number(item.current_period_end) + 24 * 3600;
    }),
  },
  'a change without what was': {
    only: 'what the events of a customer',
    says: 'no previous_attributes',
    ...inEvents((data) => {
      delete data.previous_attributes;
    }),
  },
  'a change that tells too little of what was': {
    only: 'what the events of a customer',
    says: 'give no earlier state',
    ...inEvents(({ previous_attributes: previous }) => {
      if (isJson(previous) && Object.keys(previous).length > 1) delete previous.address;
    }),
  },
  'a change that tells of what stayed': {
    only: 'what the events of a customer',
    says: 'previous_attributes.object is no change',
    ...inEvents(({ object, previous_attributes: previous }) => {
      if (isJson(previous) && isJson(object)) previous.object = object.object;
    }),
  },
  'an event that holds another state': {
    only: 'what the events of a catalog',
    says: 'as it stands in an event (name)',
    ...inEvents(({ object }) => {
      if (isJson(object) && object.object === 'product') object.name = 'Another';
    }),
  },
  'an event that nobody caused': {
    only: 'what the events of a customer',
    says: 'customer.updated by the request that caused it never came',
    ...inEvents((_data, event) => {
      event.request = { id: null, idempotency_key: null };
    }),
  },
  'an event that is not listed': {
    only: 'what the events of a customer',
    says: 'customer.created of cus never came',
    ...answer(({ body, path }) => {
      if (path === '/v1/events' && Array.isArray(body.data))
        body.data = body.data.filter((event) => isJson(event) && event.type !== 'customer.created');
    }),
  },
  'an event type that Stripe never had': {
    only: 'what the events of a purchase',
    says: 'the SDK knows no event invoice.settled',
    ...inEvents((_data, event) => {
      if (event.type === 'invoice.paid') event.type = 'invoice.settled';
    }),
  },
  'an event lost': {
    only: 'what the events of a purchase',
    says: 'invoice.paid never came',
    hook: (hook) => (hook.body.includes('"type": "invoice.paid"') ? null : hook),
  },
  'an event delivered otherwise than listed': {
    only: 'what the events of a customer',
    says: 'customer.created is delivered otherwise than listed',
    hook: (hook) => signed(hook, hook.body.replace('"email": null', '"email": "x@example.com"')),
  },
  'a webhook without a signature': {
    only: 'products',
    says: 'webhook: Unable to extract timestamp and signatures',
    hook: (hook) => {
      const headers = Object.entries(hook.headers).filter(([name]) => name !== 'stripe-signature');
      return { ...hook, headers: Object.fromEntries(headers) };
    },
  },
  'a webhook signed an hour ago': {
    only: 'products',
    says: 'webhook: Timestamp outside the tolerance zone',
    hook: (hook) => signed(hook, hook.body, 3600),
  },
  'a webhook changed on its way': {
    only: 'products',
    says: 'webhook: No signatures found matching',
    hook: (hook) => ({ ...hook, body: hook.body.replace('"livemode": false', '"livemode": true') }),
  },
  'a signature in another form': {
    only: 'products',
    says: 'the signature has a form of its own',
    hook: (hook) => {
      const { headers } = signed(hook, hook.body);
      const signature = `${headers['stripe-signature'] ?? ''},by=cue`;
      return { ...hook, headers: { ...headers, 'stripe-signature': signature } };
    },
  },
  'a webhook that is not called JSON': {
    only: 'products',
    says: 'webhook: not called JSON',
    hook: (hook) => ({ ...hook, headers: { ...hook.headers, 'content-type': 'text/plain' } }),
  },
};
