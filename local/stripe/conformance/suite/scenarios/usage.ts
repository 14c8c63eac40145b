import { lookUntil } from '../patience';
import type { Scenario } from '../scenario';
import { DAY, endOf, END_OF_JANUARY, HOUR, startClock } from './clock';
import { createPayer, createPrice, idOf } from './shop';

/** Meters count what they were told some time later. */
const COUNT_MS_MAX = 60_000;

export const usage: Scenario[] = [
  [
    'meters',
    async (attempt) => {
      const { announces, refused, same, stands, stripe, unique } = attempt;
      const { meters, meterEvents } = stripe.billing;
      const name = unique('tokens');
      const meter = await meters.create({
        default_aggregation: { formula: 'sum' },
        display_name: 'Tokens',
        event_name: name,
      });
      await meters.update(meter.id, { display_name: 'All tokens' });
      await meters.list({ status: 'active', limit: 1 });
      await refused(
        'one meter of a name',
        meters.create({
          default_aggregation: { formula: 'sum' },
          display_name: 'Tokens',
          event_name: name,
        }),
        { statusCode: 400 },
      );
      const { id: customer } = await createPayer(attempt);
      const now = Math.floor(Date.now() / 1000);
      for (const value of ['4', '3']) {
        const told = await meterEvents.create({
          event_name: name,
          payload: { stripe_customer_id: customer, value },
          timestamp: now,
        });
        same('an event is kept', told.payload.value, value);
      }
      const from = now - (now % DAY) - DAY;
      const counted = await lookUntil(COUNT_MS_MAX, async () => {
        const { data } = await meters.listEventSummaries(meter.id, {
          customer,
          start_time: from,
          end_time: from + 3 * DAY,
        });
        return data[0]?.aggregated_value === 7 ? 7 : null;
      });
      same('it counts', counted, 7);
      const price = await stripe.prices.create({
        currency: 'usd',
        product_data: { name: 'Tokens' },
        recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
        unit_amount: 2,
      });
      const bought = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
      const paid = await stripe.charges.list({ customer });
      same('nothing is paid beforehand', paid.data, []);
      await stripe.subscriptions.cancel(bought.id);
      same('it is switched off', (await meters.deactivate(meter.id)).status, 'inactive');
      same('and on', (await meters.reactivate(meter.id)).status, 'active');
      stands(await meters.retrieve(meter.id));
      announces(meter.id, 'billing.meter.created', 'billing.meter.updated');
      announces(meter.id, 'billing.meter.deactivated', 'billing.meter.reactivated');
    },
  ],
  [
    'tiers and packages',
    async (attempt) => {
      const { same, stripe } = attempt;
      const { product } = await createPrice(attempt, 1000);
      const recurring = { interval: 'month' } as const;
      const monthly = { currency: 'usd', product: idOf(product), recurring };
      const tiers = [
        { up_to: 5, unit_amount: 700 },
        { up_to: 'inf' as const, unit_amount: 600 },
      ];
      const create = (mode: 'graduated' | 'volume') =>
        stripe.prices.create({
          ...monthly,
          billing_scheme: 'tiered',
          tiers_mode: mode,
          tiers,
          expand: ['tiers'],
        });
      const [graduated, volume] = [await create('graduated'), await create('volume')];
      same(
        'its tiers',
        graduated.tiers?.map(({ unit_amount: amount }) => amount),
        [700, 600],
      );
      const packages = await stripe.prices.create({
        ...monthly,
        unit_amount: 500,
        transform_quantity: { divide_by: 4, round: 'up' },
      });
      const payer = await createPayer(attempt);
      const total = async (price: string) => {
        const { latest_invoice: invoice } = await stripe.subscriptions.create({
          customer: payer.id,
          items: [{ price, quantity: 6 }],
        });
        return (await stripe.invoices.retrieve(idOf(invoice))).total;
      };
      same('step by step', await total(graduated.id), 5 * 700 + 600);
      same('all at one price', await total(volume.id), 6 * 600);
      same('by the package', await total(packages.id), 2 * 500);
    },
  ],
  [
    'updates that wait for their payment',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const clock = await startClock(attempt, 'pending');
      const [basic, pro] = [await createPrice(attempt, 2000), await createPrice(attempt, 4000)];
      const on = { test_clock: clock.id };
      const { id: customer } = await createPayer(attempt, 'pm_card_visa', on);
      const upgraded = async () => {
        const made = await stripe.subscriptions.create({ customer, items: [{ price: basic.id }] });
        const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
        await stripe.subscriptions.update(made.id, { default_payment_method: card.id });
        return stripe.subscriptions.update(made.id, {
          items: [{ id: made.items.data[0]?.id ?? '', price: pro.id }],
          proration_behavior: 'always_invoice',
          payment_behavior: 'pending_if_incomplete',
        });
      };
      const [paid, forgotten] = [await upgraded(), await upgraded()];
      same('nothing changed yet', paid.items.data[0]?.price.id, basic.id);
      same('it waits', typeof paid.pending_update?.expires_at, 'number');
      await stripe.invoices.pay(idOf(paid.latest_invoice), { payment_method: 'pm_card_visa' });
      const applied = await stripe.subscriptions.retrieve(paid.id);
      same(
        'it happened',
        [applied.items.data[0]?.price.id, applied.pending_update],
        [pro.id, null],
      );
      announces(paid.id, 'customer.subscription.pending_update_applied');
      await clock.advance(END_OF_JANUARY + DAY);
      const expired = await stripe.subscriptions.retrieve(forgotten.id);
      same(
        'another did not',
        [expired.items.data[0]?.price.id, expired.pending_update],
        [basic.id, null],
      );
      announces(forgotten.id, 'customer.subscription.pending_update_expired');
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
  [
    'items of a subscription one by one',
    async (attempt) => {
      const { refused, same, stripe } = attempt;
      const clock = await startClock(attempt, 'items');
      const [seat, extra] = [await createPrice(attempt, 1000), await createPrice(attempt, 300)];
      const on = { test_clock: clock.id };
      const { id: customer } = await createPayer(attempt, 'pm_card_visa', on);
      const made = await stripe.subscriptions.create({ customer, items: [{ price: seat.id }] });
      const added = await stripe.subscriptionItems.create({
        subscription: made.id,
        price: extra.id,
        quantity: 2,
        proration_behavior: 'none',
      });
      await stripe.subscriptionItems.update(added.id, { quantity: 3, metadata: { a: 'b' } });
      const listed = await stripe.subscriptionItems.list({ subscription: made.id });
      same('two items', listed.data.map(({ quantity }) => quantity).sort(), [1, 3]);
      await clock.advance(endOf(made) + 2 * HOUR);
      const [invoice] = (await stripe.invoices.list({ subscription: made.id, limit: 1 })).data;
      same('both are billed', (invoice?.total ?? 0) >= 1000 + 3 * 300, true);
      const gone = await stripe.subscriptionItems.del(added.id, { proration_behavior: 'none' });
      same('one goes', gone.deleted, true);
      const left = listed.data.find(({ id }) => id !== added.id)?.id ?? '';
      await refused('the last stays', stripe.subscriptionItems.del(left), { statusCode: 400 });
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
];
