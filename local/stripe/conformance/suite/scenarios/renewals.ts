import type { Scenario } from '../scenario';
import { DAY, dayOf, endOf, END_OF_JANUARY, HOUR, startClock } from './clock';
import { createPayer, createPrice, idOf } from './shop';

export const renewals: Scenario[] = [
  [
    'renewals on a test clock, from the 31st of January',
    async (attempt) => {
      const { announces, same, stands, stripe } = attempt;
      const clock = await startClock(attempt, 'renewals');
      const customer = await createPayer(attempt, 'pm_card_visa', { test_clock: clock.id });
      same('a customer lives in the time of the clock', customer.created, END_OF_JANUARY);
      const price = await createPrice(attempt, 4000);
      const { id } = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
      });
      const days: string[] = [];
      for (let left = 2; left > 0; left -= 1) {
        const running = await stripe.subscriptions.retrieve(id);
        days.push(dayOf(endOf(running)));
        await clock.advance(endOf(running) + 2 * HOUR);
      }
      const renewed = await stripe.subscriptions.retrieve(id);
      same(
        'the last days of months',
        [...days, dayOf(endOf(renewed))],
        ['2027-02-28', '2027-03-31', '2027-04-30'],
      );
      const invoices = await stripe.invoices.list({ subscription: id });
      const told = invoices.data.map(({ billing_reason: reason, status }) => [reason, status]);
      same('one was paid for each month', told, [
        ['subscription_cycle', 'paid'],
        ['subscription_cycle', 'paid'],
        ['subscription_create', 'paid'],
      ]);
      const [last] = invoices.data;
      same('the invoice is of the past period', dayOf(last?.period_start), '2027-02-28');
      same('its line of the new one', dayOf(last?.lines.data[0]?.period.end), '2027-04-30');
      await stripe.subscriptions.update(id, { cancel_at_period_end: true });
      await clock.advance(endOf(renewed) + HOUR);
      const ended = await stripe.subscriptions.retrieve(id);
      same(
        'it ends with its period',
        [ended.status, dayOf(ended.ended_at)],
        ['canceled', '2027-04-30'],
      );
      stands(ended);
      announces(customer.id, 'invoice.upcoming', 'customer.subscription.deleted');
      await stripe.testHelpers.testClocks.list({ limit: 3 });
      announces(clock.id, 'test_helpers.test_clock.created', 'test_helpers.test_clock.advancing');
      announces(clock.id, 'test_helpers.test_clock.ready', 'test_helpers.test_clock.deleted');
      same('a clock is deleted', (await stripe.testHelpers.testClocks.del(clock.id)).deleted, true);
      const gone = await stripe.customers.retrieve(customer.id).catch(() => null);
      same('with whom it held', gone === null || gone.deleted, true);
    },
  ],
  [
    'a renewal that fails and is paid later',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      const clock = await startClock(attempt, 'dunning');
      const on = { test_clock: clock.id };
      const customer = await createPayer(attempt, 'pm_card_chargeCustomerFail', on);
      const price = await createPrice(attempt, 4000);
      const { id } = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        trial_period_days: 3,
      });
      await clock.advance(END_OF_JANUARY + 3 * DAY + 2 * HOUR);
      const late = await stripe.subscriptions.retrieve(id);
      same('it is past due', late.status, 'past_due');
      const invoice = await stripe.invoices.retrieve(idOf(late.latest_invoice));
      same('its invoice is open', [invoice.status, invoice.attempted], ['open', true]);
      same('and tried again', typeof invoice.next_payment_attempt, 'number');
      await refused('the card still fails', stripe.invoices.pay(invoice.id), {
        statusCode: 402,
        code: 'card_declined',
        type: 'card_error',
      });
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
      await stripe.customers.update(customer.id, {
        invoice_settings: { default_payment_method: card.id },
      });
      same('another pays', (await stripe.invoices.pay(invoice.id)).status, 'paid');
      same('and all is well', (await stripe.subscriptions.retrieve(id)).status, 'active');
      announces(customer.id, 'charge.failed', 'payment_intent.payment_failed');
      announces(customer.id, 'invoice.payment_failed', 'invoice.paid');
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
  [
    'trials that end without a card',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const clock = await startClock(attempt, 'trials');
      const price = await createPrice(attempt, 4000);
      const start = async (missing: 'cancel' | 'create_invoice' | 'pause') => {
        const { id: customer } = await stripe.customers.create({ test_clock: clock.id });
        const { id } = await stripe.subscriptions.create({
          customer,
          items: [{ price: price.id }],
          trial_period_days: 7,
          trial_settings: { end_behavior: { missing_payment_method: missing } },
        });
        return { customer, id };
      };
      const [canceled, paused] = [await start('cancel'), await start('pause')];
      const billed = await start('create_invoice');
      await clock.advance(END_OF_JANUARY + 7 * DAY + 2 * HOUR);
      const statusOf = async ({ id }: { id: string }) =>
        (await stripe.subscriptions.retrieve(id)).status;
      same('one ends', await statusOf(canceled), 'canceled');
      same('one rests', await statusOf(paused), 'paused');
      same('one is owed', await statusOf(billed), 'past_due');
      const card = await stripe.paymentMethods.attach('pm_card_visa', {
        customer: paused.customer,
      });
      await stripe.customers.update(paused.customer, {
        invoice_settings: { default_payment_method: card.id },
      });
      const resumed = await stripe.subscriptions.resume(paused.id);
      same('a card wakes it', resumed.status, 'active');
      announces(canceled.customer, 'customer.subscription.trial_will_end');
      announces(canceled.customer, 'customer.subscription.deleted');
      announces(paused.customer, 'customer.subscription.paused', 'customer.subscription.resumed');
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
  [
    'collection that is paused',
    async (attempt) => {
      const { same, stripe } = attempt;
      const clock = await startClock(attempt, 'pauses');
      const customer = await createPayer(attempt, 'pm_card_visa', { test_clock: clock.id });
      const price = await createPrice(attempt, 4000);
      const behaviors = ['keep_as_draft', 'mark_uncollectible', 'void'] as const;
      const paused: string[] = [];
      let end = 0;
      for (const behavior of behaviors) {
        const made = await stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: price.id }],
        });
        const { id, pause_collection: pause } = await stripe.subscriptions.update(made.id, {
          pause_collection: { behavior },
        });
        same('it is paused', pause, { behavior, resumes_at: null });
        paused.push(id);
        end = endOf(made);
      }
      await clock.advance(end + 2 * HOUR);
      const statuses: unknown[] = [];
      for (const id of paused) {
        const [invoice] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data;
        statuses.push(invoice?.status, (await stripe.subscriptions.retrieve(id)).status);
      }
      const expected = ['draft', 'uncollectible', 'void'].flatMap((each) => [each, 'active']);
      same('nothing is charged', statuses, expected);
      const back = await stripe.subscriptions.update(paused[0] ?? '', { pause_collection: '' });
      same('it goes on', back.pause_collection, null);
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
];
