import { createHmac } from 'node:crypto';
import type { Passing, Spoiler } from './proxy';

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a type in an answer: itself, or those of a list. */
function each(type: string, { body }: Passing): Json[] {
  const candidates = body.object === 'list' && Array.isArray(body.data) ? body.data : [body];
  return candidates.filter(isJson).filter(({ object }) => object === type);
}

const answer = (spoil: (passing: Passing) => void): Spoiler => ({ answer: spoil });

const inEach = (type: string, spoil: (shown: Json) => void): Spoiler =>
  answer((passing) => {
    for (const shown of each(type, passing)) spoil(shown);
  });

const inList = (spoil: (list: Json, data: unknown[]) => void): Spoiler =>
  answer(({ body }) => {
    if (body.object === 'list' && Array.isArray(body.data)) spoil(body, body.data);
  });

const inError = (spoil: (error: Json, passing: Passing) => void): Spoiler =>
  answer((passing) => {
    if (isJson(passing.body.error)) spoil(passing.body.error, passing);
  });

/** A right signature of an hour ago. */
function signedLate(body: string, secret: string): string {
  const hourAgo = Math.floor(Date.now() / 1000) - 3600;
  const signature = createHmac('sha256', secret).update(`${hourAgo}.${body}`).digest('hex');
  return `t=${hourAgo},v1=${signature}`;
}

let firstId: unknown;

/** One corruption each, by what goes wrong. */
export const SPOILERS: Record<string, Spoiler> = {
  'a field of an old release': inEach('subscription', (shown) => {
    shown.current_period_end = 1;
  }),
  'a field missing': inEach('customer', (shown) => {
    delete shown.livemode;
  }),
  'a value of the wrong type': inEach('price', (shown) => {
    shown.unit_amount = String(shown.unit_amount);
  }),
  'a value that no enum has': inEach('subscription', (shown) => {
    shown.status = 'live';
  }),
  'null where nothing may be null': inEach('product', (shown) => {
    shown.name = null;
  }),
  'a wrong status of a success': answer((passing) => {
    if (passing.method === 'POST' && passing.status === 200) passing.status = 201;
  }),
  'a wrong status of an error': inError((_error, passing) => {
    if (passing.status === 402) passing.status = 400;
  }),
  'expand ignored': {
    request: ({ form }) => {
      for (const name of [...form.keys()]) if (name.startsWith('expand')) form.delete(name);
    },
  },
  'metadata forgotten': inEach('product', (shown) => {
    shown.metadata = {};
  }),
  'an event lost': {
    hook: (hook) => (hook.body.includes('"type": "invoice.paid"') ? null : hook),
  },
  'an id given twice': answer(({ body, method, path }) => {
    if (method === 'POST' && path === '/v1/customers' && 'id' in body)
      body.id = firstId ??= body.id;
  }),
  'a list in the wrong order': inList((_list, data) => {
    data.reverse();
  }),
  'has_more missing': inList((list) => {
    delete list.has_more;
  }),
  'has_more always false': inList((list) => {
    list.has_more = false;
  }),
  'one item more than the limit': {
    request: ({ form }) => {
      if (form.has('limit')) form.set('limit', String(Number(form.get('limit')) + 1));
    },
  },
  'a sum that is a cent off': inEach('invoice', (shown) => {
    shown.subtotal = Number(shown.subtotal) + 1;
  }),
  'a wrong currency in a line': inEach('invoice', ({ lines }) => {
    const data = isJson(lines) && Array.isArray(lines.data) ? lines.data.filter(isJson) : [];
    for (const line of data) line.currency = 'eur';
  }),
  'a webhook without a signature': {
    hook: (hook) => {
      const headers = Object.entries(hook.headers).filter(([name]) => name !== 'stripe-signature');
      return { ...hook, headers: Object.fromEntries(headers) };
    },
  },
  'a webhook signed an hour ago': {
    hook: (hook) => ({
      ...hook,
      headers: { ...hook.headers, 'stripe-signature': signedLate(hook.body, hook.secret) },
    }),
  },
  'a webhook changed on its way': {
    hook: (hook) => ({ ...hook, body: hook.body.replace('"livemode": false', '"livemode": true') }),
  },
  'no request id': answer(({ headers }) => {
    headers.delete('request-id');
  }),
  'the wrong parameter blamed': inError((error) => {
    if (error.param === 'colour') error.param = 'color';
  }),
  'an error without its code': inError((error) => {
    delete error.code;
  }),
  'idempotency ignored': {
    request: ({ headers }) => {
      headers.delete('idempotency-key');
    },
  },
  'an object under a wrong name': inEach('charge', (shown) => {
    shown.object = 'payment';
  }),
  'another object than was asked for': answer((passing) => {
    if (passing.method === 'GET') for (const shown of each('product', passing)) shown.id = 'prod_1';
  }),
  'an error in a form of its own': inError((error) => {
    error.reason = 'because';
  }),
  'a test clock that stands still': {
    request: ({ path, form }) => {
      if (path.endsWith('/advance'))
        form.set('frozen_time', String(Date.UTC(2027, 0, 31, 13) / 1000));
    },
  },
  'a change without what was': inEach('event', ({ data }) => {
    if (isJson(data)) delete data.previous_attributes;
  }),
  'one event type too old for the list': inEach('event', (shown) => {
    if (shown.type === 'invoice.paid') shown.type = 'invoice.settled';
  }),
};
