import type { Scenario } from '../scenario';

export const idempotency: Scenario[] = [
  [
    'idempotency',
    async ({ raw, same, stripe, unique }) => {
      const headers = { 'Idempotency-Key': unique('once') };
      const email = `${unique('once')}@example.com`;
      const send = (value: string) => raw('POST', '/v1/customers', { email: value }, headers);
      const [first, second] = [await send(email), await send(email)];
      same('the same request has the same answer', second.body, first.body);
      same('the first does not say so', first.headers.get('idempotent-replayed'), null);
      same('the second says so', second.headers.get('idempotent-replayed'), 'true');
      const made = await stripe.customers.list({ email });
      same('it ran once', made.data.length, 1);
      const other = await send(`x${email}`);
      same(
        'another is refused',
        [other.status, other.body.error?.type],
        [400, 'idempotency_error'],
      );
      const elsewhere = await raw('POST', '/v1/products', { name: 'x' }, headers);
      same(
        'elsewhere too',
        [elsewhere.status, elsewhere.body.error?.type],
        [400, 'idempotency_error'],
      );
      const read = await raw('GET', '/v1/customers', { limit: '1' }, headers);
      same('reading takes no key', read.headers.get('idempotent-replayed'), null);
    },
  ],
  [
    'idempotency of what fails',
    async ({ raw, same, unique }) => {
      const headers = { 'Idempotency-Key': unique('declined') };
      const decline = {
        amount: '500',
        currency: 'usd',
        confirm: 'true',
        payment_method: 'pm_card_chargeDeclined',
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
      };
      const send = () => raw('POST', '/v1/payment_intents', decline, headers);
      const [first, second] = [await send(), await send()];
      same('a decline is replayed', [first.status, second.status], [402, 402]);
      same('with the same error', second.body.error?.charge, first.body.error?.charge);
      same('and says so', second.headers.get('idempotent-replayed'), 'true');
      const again = { 'Idempotency-Key': unique('mended') };
      const refused = await raw('POST', '/v1/products', { colour: 'red' }, again);
      const mended = await raw('POST', '/v1/products', { name: 'Mended' }, again);
      same('what never ran is forgotten', [refused.status, mended.status], [400, 200]);
    },
  ],
  [
    'idempotency of two at once',
    async ({ raw, same, stripe, unique }) => {
      const headers = { 'Idempotency-Key': unique('twice') };
      const email = `${unique('twice')}@example.com`;
      const send = () => raw('POST', '/v1/customers', { email }, headers);
      const answers = await Promise.all([send(), send(), send()]);
      const refused = answers.filter(({ status }) => status !== 200);
      // Whoever comes while the first runs is sent away; whoever comes later has its answer.
      for (const { status, body } of refused) {
        const { code, type } = body.error ?? {};
        same(
          'in flight',
          [status, type, code],
          [409, 'idempotency_error', 'idempotency_key_in_use'],
        );
      }
      same('one ran at most', (await stripe.customers.list({ email })).data.length, 1);
    },
  ],
];
