import { answer, inEach, inError, inForm, inList, isJson, type Spoilt } from './spoil';

/** What goes wrong with requests, errors, lists, expansion and keys. */
export const RULE_SPOILERS: Record<string, Spoilt> = {
  'a wrong status of a success': {
    only: 'products',
    says: 'the status is 201, not 200',
    ...answer((passing) => {
      if (passing.method === 'POST' && passing.status === 200) passing.status = 201;
    }),
  },
  'a wrong status of an error': {
    only: 'declines',
    says: 'card_error with status 400',
    ...inError((_error, passing) => {
      if (passing.status === 402) passing.status = 400;
    }),
  },
  'a missing object in a parameter that is 404': {
    only: 'objects that are not there',
    says: 'in a parameter: statusCode is 404, not 400',
    ...inError((error, passing) => {
      if (error.code === 'resource_missing') passing.status = 404;
    }),
  },
  'a strange key that is 403': {
    only: 'keys',
    says: 'a strange key',
    ...inError((_error, passing) => {
      if (passing.status === 401) passing.status = 403;
    }),
  },
  'a key told in full': {
    only: 'keys',
    says: 'a key is not told in full',
    ...inError((error, { status }) => {
      if (status === 401) error.message = 'Invalid API Key provided: sk_test_1234567890';
    }),
  },
  'the wrong parameter blamed': {
    only: 'parameters that are refused',
    says: '"parameter_unknown","color"] is not',
    ...inError((error) => {
      if (error.param === 'colour') error.param = 'color';
    }),
  },
  'an error without its code': {
    only: 'objects that are not there',
    says: 'code is undefined, not resource_missing',
    ...inError((error) => {
      delete error.code;
    }),
  },
  'an error with a code of its own': {
    only: 'parameters that are refused',
    says: 'the SDK knows no error code parameter_invalid_boolean',
    ...inError((error) => {
      if (error.param === 'active') error.code = 'parameter_invalid_boolean';
    }),
  },
  'an error in a form of its own': {
    only: 'prices',
    says: 'POST /v1/prices (400): reason',
    ...inError((error) => {
      error.reason = 'because';
    }),
  },
  'a decline without its reason': {
    only: 'declines',
    says: 'decline_code is , not insufficient_funds',
    ...inError((error) => {
      delete error.decline_code;
    }),
  },
  'an unknown parameter ignored': {
    only: 'parameters that are refused',
    says: 'an unknown one: [200',
    ...inForm((form) => {
      form.delete('colour');
    }),
  },
  'no request id': {
    only: 'products',
    says: 'no request id',
    ...answer(({ headers }) => {
      headers.delete('request-id');
    }),
  },
  'an answer of another release': {
    only: 'products',
    says: 'another version: 2020-08-27',
    ...answer(({ headers }) => {
      headers.set('stripe-version', '2020-08-27');
    }),
  },
  'idempotency ignored': {
    only: 'idempotency',
    says: 'the idempotency key does not come back',
    request: ({ headers }) => {
      headers.delete('idempotency-key');
    },
  },
  'an answer replayed in silence': {
    only: 'idempotency',
    says: 'the second says so',
    ...answer(({ headers }) => {
      headers.delete('idempotent-replayed');
    }),
  },
  'a key taken for another request': {
    only: 'idempotency',
    says: 'another is refused',
    ...inError((error, passing) => {
      if (error.type === 'idempotency_error') passing.status = 409;
    }),
  },
  'expand ignored': {
    only: 'expansion',
    says: 'is not expanded',
    ...inForm((form) => {
      for (const name of [...form.keys()]) if (name.startsWith('expand')) form.delete(name);
    }),
  },
  'nonsense expanded': {
    only: 'expansion',
    says: 'what is not there: statusCode is undefined',
    ...inForm((form) => {
      if (form.get('expand[0]') === 'colour') form.delete('expand[0]');
    }),
  },
  'ids expanded by themselves': {
    only: 'expansion',
    says: 'ids by default',
    ...inEach('subscription', (shown) => {
      if (typeof shown.latest_invoice === 'string') shown.latest_invoice = null;
    }),
  },
  'metadata that cannot be unset': {
    only: 'metadata',
    says: 'one unset',
    ...inForm((form) => {
      if (form.get('metadata[b]') === '') form.delete('metadata[b]');
    }),
  },
  'metadata without limits': {
    only: 'metadata',
    says: 'a longer value',
    ...inForm((form) => {
      for (const [name, value] of [...form])
        if (value.length > 500) form.set(name, value.slice(0, 500));
    }),
  },
  'a list in the wrong order': {
    only: 'pages of a list',
    says: 'the first page',
    ...inList((_list, data) => {
      data.reverse();
    }),
  },
  'a list by no time': {
    only: 'pages of a list',
    says: 'not newest first',
    ...inList((_list, data) => {
      data.filter(isJson).forEach((item, at) => {
        item.created = Number(item.created) + at;
      });
    }),
  },
  'has_more missing': {
    only: 'pages of a list',
    says: 'has_more is no boolean',
    ...inList((list) => {
      delete list.has_more;
    }),
  },
  'has_more always false': {
    only: 'pages of a list',
    says: 'the first page',
    ...inList((list) => {
      list.has_more = false;
    }),
  },
  'a cursor ignored': {
    only: 'pages of a list',
    says: 'the next page',
    ...inForm((form) => {
      form.delete('starting_after');
    }),
  },
  'one item more than the limit': {
    only: 'pages of a list',
    says: '3 items where 2 were asked for',
    ...inForm((form) => {
      if (form.has('limit')) form.set('limit', String(Number(form.get('limit')) + 1));
    }),
  },
  'a limit without limits': {
    only: 'limits of a list',
    says: 'a limit of 101',
    ...inForm((form) => {
      if (form.get('limit') === '101') form.set('limit', '100');
    }),
  },
  'a list under another address': {
    only: 'products',
    says: 'the list calls itself /v1/things',
    ...inList((list) => {
      list.url = '/v1/things';
    }),
  },
  'a test clock that stands still': {
    only: 'trials that end',
    says: 'one ends: "trialing" is not "canceled"',
    ...inForm((form, path) => {
      if (path.endsWith('/advance'))
        form.set('frozen_time', String(Date.UTC(2027, 0, 31, 13) / 1000));
    }),
  },
  'a test clock that breaks': {
    only: 'trials that end',
    says: 'The test clock "trials" is internal_failure',
    ...inEach('test_helpers.test_clock', (shown) => {
      if (shown.status === 'ready') shown.status = 'internal_failure';
    }),
  },
};
