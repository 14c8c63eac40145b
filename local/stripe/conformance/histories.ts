import fc from 'fast-check';
import Stripe from 'stripe';
import { DAY, type Fixture } from './fixture';
import { endOf, subscribe, type Shop } from './shop';

const plan = fc.constantFrom('basic' as const, 'pro' as const, 'proYearly' as const);
const share = fc.integer({ min: 1, max: 100 });

/** What may happen to a customer. */
export const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      days: fc.integer({ min: 1, max: 45 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      to: plan,
      quantity: fc.integer({ min: 1, max: 3 }),
      behavior: fc.constantFrom(
        'create_prorations' as const,
        'always_invoice' as const,
        'none' as const,
      ),
      payment: fc.constantFrom('allow_incomplete' as const, 'pending_if_incomplete' as const),
    }),
  },
  fc.record({ do: fc.constant('fail' as const) }),
  fc.record({ do: fc.constant('refund' as const), share }),
  fc.record({
    do: fc.constant('cancel' as const),
    how: fc.constantFrom(
      'now' as const,
      'prorated' as const,
      'invoiced' as const,
      'later' as const,
    ),
  }),
  fc.record({
    do: fc.constant('coupon' as const),
    percent: fc.integer({ min: 1, max: 10_000 }).map((basis) => basis / 100),
    duration: fc.constantFrom('once' as const, 'forever' as const),
    on: fc.constantFrom('item' as const, 'subscription' as const),
  }),
  fc.record({ do: fc.constant('creditNote' as const), share }),
  fc.record({ do: fc.constant('balance' as const), amount: fc.integer({ min: -3000, max: 3000 }) }),
  fc.record({
    do: fc.constant('pauseCollection' as const),
    behavior: fc.constantFrom(
      'void' as const,
      'mark_uncollectible' as const,
      'keep_as_draft' as const,
    ),
  }),
  fc.record({ do: fc.constant('pause' as const) }),
  fc.record({ do: fc.constant('trial' as const), days: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('addItem' as const), quantity: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('removeItem' as const) }),
  fc.record({
    do: fc.constant('schedule' as const),
    to: fc.constantFrom('basic' as const, 'pro' as const),
  }),
  fc.record({
    do: fc.constant('invoiceItem' as const),
    amount: fc.integer({ min: -2000, max: 4000 }),
  }),
);

export type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

interface Life {
  fixture: Fixture;
  shop: Shop;
  customer: string;
}

/** Lets the steps happen to a customer, one after the other; what Stripe would refuse is left out. */
export async function live(life: Life, steps: readonly Step[]): Promise<void> {
  let { id } = await subscribe(life.fixture, life.customer, life.shop.basic);
  for (const each of steps) {
    const now = await life.fixture.stripe.subscriptions.retrieve(id);
    if (now.status === 'canceled' || now.status === 'incomplete_expired') {
      ({ id } = await subscribe(life.fixture, life.customer, life.shop.basic, {
        payment_behavior: 'default_incomplete',
        ...(each.do === 'trial' ? { trial_period_days: each.days } : {}),
      }));
      continue;
    }
    try {
      await take(life, now, each);
    } catch (error) {
      // A refusal changes nothing, and a decline is a part of the history.
      const isAnswer = error instanceof Stripe.errors.StripeError;
      if (!isAnswer || (error.statusCode ?? 500) >= 500) throw error;
    }
  }
}

async function take(life: Life, now: Stripe.Subscription, each: Step): Promise<void> {
  const { fixture, shop } = life;
  const { stripe } = fixture;
  const [item] = now.items.data;
  switch (each.do) {
    case 'wait':
      await fixture.control('advance', { seconds: each.days * DAY });
      return;
    case 'fail':
      await fixture.control('fail-next');
      return;
    case 'change':
      await stripe.subscriptions.update(now.id, {
        items: [
          { id: item?.id ?? '', price: shop[each.to].id, quantity: each.quantity },
          // All items share an interval.
          ...now.items.data.slice(1).map((other) => ({ deleted: true, id: other.id })),
        ],
        payment_behavior: each.payment,
        proration_behavior: each.behavior,
      });
      return;
    case 'cancel':
      await cancel(stripe, now, each.how);
      return;
    case 'trial':
      await stripe.subscriptions.update(now.id, { trial_end: endOf(now) + each.days * DAY });
      return;
    case 'addItem':
      await stripe.subscriptionItems.create({
        price: item?.price.recurring?.interval === 'year' ? shop.proYearly.id : shop.pro.id,
        quantity: each.quantity,
        subscription: now.id,
      });
      return;
    case 'removeItem':
      await stripe.subscriptionItems.del(now.items.data.at(-1)?.id ?? '');
      return;
    case 'coupon':
      await giveCoupon(stripe, now, each);
      return;
    case 'schedule':
      await downgrade(life, now, each.to);
      return;
    case 'pause':
      if (now.status === 'paused') await stripe.subscriptions.resume(now.id);
      else await stripe.subscriptions.pause(now.id);
      return;
    case 'pauseCollection':
      await stripe.subscriptions.update(now.id, {
        pause_collection: now.pause_collection ? '' : { behavior: each.behavior },
      });
      return;
    default:
      await moveMoney(life, now, each);
  }
}

type MoneyStep = Extract<Step, { do: 'balance' | 'creditNote' | 'invoiceItem' | 'refund' }>;

async function moveMoney(
  { fixture: { stripe }, customer }: Life,
  now: Stripe.Subscription,
  each: MoneyStep,
): Promise<void> {
  if (each.do === 'balance') {
    const move = { amount: each.amount, currency: 'usd' };
    await stripe.customers.createBalanceTransaction(customer, move);
  }
  if (each.do === 'invoiceItem') {
    await stripe.invoiceItems.create({
      amount: each.amount,
      currency: 'usd',
      customer,
      ...(each.amount % 2 === 0 ? { subscription: now.id } : {}),
    });
  }
  if (each.do === 'refund') {
    const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
    const left = charge?.paid ? charge.amount_captured - charge.amount_refunded : 0;
    const amount = Math.ceil((left * each.share) / 100);
    if (charge && amount > 0) await stripe.refunds.create({ amount, charge: charge.id });
  }
  if (each.do === 'creditNote') {
    const [invoice] = (await stripe.invoices.list({ customer, limit: 1 })).data;
    if (!invoice) return;
    const amount = Math.ceil((invoice.total * each.share) / 100);
    const after =
      amount - Math.min(amount, invoice.status === 'open' ? invoice.amount_remaining : 0);
    await stripe.creditNotes.create({ amount, credit_amount: after, invoice: invoice.id });
  }
}

async function cancel(
  stripe: Stripe,
  now: Stripe.Subscription,
  how: 'now' | 'prorated' | 'invoiced' | 'later',
): Promise<void> {
  if (how === 'later') {
    await stripe.subscriptions.update(now.id, { cancel_at_period_end: true });
    return;
  }
  await stripe.subscriptions.cancel(now.id, {
    invoice_now: how === 'invoiced',
    prorate: how !== 'now',
  });
}

async function giveCoupon(
  stripe: Stripe,
  now: Stripe.Subscription,
  { duration, on, percent }: Extract<Step, { do: 'coupon' }>,
): Promise<void> {
  const { id: coupon } = await stripe.coupons.create({ duration, percent_off: percent });
  const discounts = [{ coupon }];
  await stripe.subscriptions.update(
    now.id,
    on === 'subscription'
      ? { discounts }
      : { items: [{ discounts, id: now.items.data[0]?.id ?? '' }] },
  );
}

/** The running phase as it is, then another plan. */
async function downgrade(
  { fixture: { stripe }, shop }: Life,
  now: Stripe.Subscription,
  to: 'basic' | 'pro',
): Promise<void> {
  const { id, phases } = await stripe.subscriptionSchedules.create({ from_subscription: now.id });
  const [running] = phases;
  await stripe.subscriptionSchedules.update(id, {
    phases: [
      {
        end_date: running?.end_date ?? 0,
        items: now.items.data.map(({ price, quantity }) => ({
          price: price.id,
          quantity: quantity ?? 1,
        })),
        start_date: running?.start_date ?? 0,
      },
      { items: [{ price: shop[to].id, quantity: 1 }] },
    ],
  });
}
