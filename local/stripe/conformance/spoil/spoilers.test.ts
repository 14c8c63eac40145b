import { expect, it } from 'vitest';
import { startLocalStripe } from '../../server';
import { runSuite } from '../suite/run';
import { startSpoilingProxy, type Spoiler } from './proxy';
import { SPOILERS } from './spoilers';

const KEY = 'sk_test_spoilt';

/** What the suite says of a local Stripe behind a proxy that spoils one thing. */
async function faultsOf(spoiler: Spoiler, untilFault: boolean): Promise<string> {
  const server = await startLocalStripe({ port: 0, secretKey: KEY });
  const proxy = await startSpoilingProxy(server.url, spoiler);
  try {
    const report = await runSuite({
      base: proxy.url,
      key: KEY,
      eventsMs: 3000,
      untilFault,
    });
    return [...report.faults].join('\n');
  } finally {
    await server.close();
    await proxy.close();
  }
}

/** What the suite says of each: a fault noticed by accident would not count. */
const SAYS: Record<string, string> = {
  'a field of an old release': 'subscription.current_period_end: unknown field',
  'a field missing': 'customer.livemode: missing',
  'a value of the wrong type': 'price.unit_amount: "2000" is not number',
  'a value that no enum has': 'subscription.status: "live" is not Status',
  'null where nothing may be null': 'product.name: null',
  'a wrong status of a success': 'the status is 201, not 200',
  'a wrong status of an error': 'card_error with status 400',
  'expand ignored': 'data.product is not expanded',
  'metadata forgotten': 'metadata.plan',
  'an event lost': 'invoice.paid never came',
  'an id given twice': 'exists already',
  'a list in the wrong order': 'the first page',
  'has_more missing': 'has_more is no boolean',
  'has_more always false': 'the first page',
  'one item more than the limit': '3 items where 2 were asked for',
  'a sum that is a cent off': 'lines of 2000 make 2001',
  'a wrong currency in a line': 'two currencies',
  'a webhook without a signature': 'webhook: Unable to extract timestamp and signatures',
  'a webhook signed an hour ago': 'webhook: Timestamp outside the tolerance zone',
  'a webhook changed on its way': 'webhook: No signatures found matching',
  'no request id': 'no request id',
  'the wrong parameter blamed': '"parameter_unknown","color"] is not',
  'an error without its code': 'code is undefined, not resource_missing',
  'idempotency ignored': 'the idempotency key does not come back',
  'an object under a wrong name': 'the SDK knows no payment',
  'another object than was asked for': 'answers prod_1',
  'an error in a form of its own': 'POST /v1/prices (400): reason',
  'a test clock that stands still': 'the trial is over: "trialing" is not "active"',
  'a change without what was': 'a change says what was: undefined',
  'one event type too old for the list': 'the SDK knows no event invoice.settled',
};

it('finds no fault when nothing is spoilt', async () => {
  expect(await faultsOf({}, false)).toBe('');
});

it.each(Object.entries(SPOILERS))('notices %s', async (what, spoiler) => {
  expect(await faultsOf(spoiler, true)).toContain(SAYS[what]);
});
