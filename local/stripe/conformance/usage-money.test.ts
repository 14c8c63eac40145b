import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';
import { createPayer } from './shop';

let fixture: Fixture;
let snapshot: string;
let meter: string;
let product: string;

beforeAll(async () => {
  fixture = await startFixture(null);
  const { stripe } = fixture;
  product = (await stripe.products.create({ name: 'Calls' })).id;
  const created = await stripe.billing.meters.create({
    default_aggregation: { formula: 'sum' },
    display_name: 'Calls',
    event_name: 'calls',
  });
  meter = created.id;
  snapshot = (await fixture.control<{ snapshot: string }>('snapshot')).snapshot;
});

afterAll(async () => {
  await fixture.close();
});

/** Thousandths of a cent for a unit, whole cents for a fee. */
interface Tier {
  upTo: number;
  unit: number;
  flat: number | null;
}

const tiers: fc.Arbitrary<Tier[]> = fc
  .array(
    fc.record({
      width: fc.integer({ min: 1, max: 60 }),
      unit: fc.integer({ min: 0, max: 99_999 }),
      flat: fc.option(fc.integer({ min: 0, max: 5000 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => {
    let end = 0;
    return all.map(({ width, unit, flat }, at) => {
      end += width;
      return { upTo: at === all.length - 1 ? Infinity : end, unit, flat };
    });
  });

const history = fc.record({
  currency: fc.constantFrom('usd', 'eur', 'jpy'),
  mode: fc.constantFrom('graduated' as const, 'volume' as const),
  ahead: fc.option(fc.integer({ min: 1, max: 4 })),
  tiers,
  otherTiers: tiers,
  /** Days to wait, then how much to use. */
  uses: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 90 })), {
    minLength: 1,
    maxLength: 7,
  }),
});

type History = typeof history extends fc.Arbitrary<infer Each> ? Each : never;

function toParams(all: Tier[]): Stripe.PriceCreateParams.Tier[] {
  return all.map(({ upTo, unit, flat }) => ({
    // The SDK sends decimals within maps as objects; the API takes them as text.
    unit_amount_decimal: (unit / 1000).toFixed(3) as unknown as Stripe.Decimal,
    up_to: upTo === Infinity ? 'inf' : upTo,
    ...(flat === null ? {} : { flat_amount: flat }),
  }));
}

/** Unit after unit, each line rounded once: what a quantity costs, told the slow way. */
function reference(all: Tier[], mode: 'graduated' | 'volume', quantity: number): number {
  const tierAt = (unit: number) => all.findIndex(({ upTo }) => unit <= upTo);
  const thousandths = all.map(() => 0);
  const reached = new Set([tierAt(mode === 'volume' ? quantity : Math.min(quantity, 1))]);
  for (let unit = 1; unit <= quantity; unit += 1) {
    const at = tierAt(mode === 'graduated' ? unit : quantity);
    thousandths[at] = (thousandths[at] ?? 0) + (all[at]?.unit ?? 0);
    reached.add(at);
  }
  let cents = 0;
  for (const at of reached) {
    cents += Math.floor(((thousandths[at] ?? 0) + 500) / 1000) + (all[at]?.flat ?? 0);
  }
  return cents;
}

async function subscribeTo({ currency, mode, tiers: own, otherTiers, ahead }: History) {
  const { stripe } = fixture;
  const metered = await stripe.prices.create({
    billing_scheme: 'tiered',
    currency: 'gbp',
    currency_options: { [currency]: { tiers: toParams(own) } },
    product,
    recurring: { interval: 'month', meter, usage_type: 'metered' },
    tiers: toParams(otherTiers),
    tiers_mode: mode,
  });
  const licensed = await stripe.prices.create({
    billing_scheme: 'tiered',
    currency,
    product,
    recurring: { interval: 'month' },
    tiers: toParams(otherTiers),
    tiers_mode: mode,
  });
  const customer = await createPayer(fixture);
  const subscription = await stripe.subscriptions.create({
    currency,
    customer: customer.id,
    items: [
      { price: metered.id },
      ...(ahead === null ? [] : [{ price: licensed.id, quantity: ahead }]),
    ],
  });
  return { customer: customer.id, subscription };
}

/** Uses as told; answers what was used in each period that has ended. */
async function live(customer: string, end: number, uses: History['uses']): Promise<number[]> {
  const { stripe } = fixture;
  const used = [0];
  let periodEnd = end;
  for (const [days, value] of uses) {
    const { now } = await fixture.control<{ now: number }>('advance', { seconds: days * DAY });
    while (now >= periodEnd) {
      used.push(0);
      const next = await stripe.subscriptions.list({ customer });
      periodEnd = Math.max(
        periodEnd + 1,
        next.data[0]?.items.data[0]?.current_period_end ?? Infinity,
      );
    }
    await stripe.billing.meterEvents.create({
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value: String(value) },
    });
    used[used.length - 1] = (used.at(-1) ?? 0) + value;
  }
  return used;
}

describe('usage and tiers', () => {
  it('come to what they cost unit by unit, to the cent, however usage is split', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        await fixture.control('restore', { snapshot });
        const { stripe } = fixture;
        const { customer, subscription } = await subscribeTo(told);
        const end = subscription.items.data[0]?.current_period_end ?? 0;
        const used = await live(customer, end, told.uses);
        const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
        await fixture.control('advance', { seconds: 32 * DAY });
        const invoices = (await stripe.invoices.list({ customer })).data.reverse();
        const cycles = invoices.filter(({ billing_reason: why }) => why === 'subscription_cycle');
        const ahead = told.ahead === null ? 0 : reference(told.otherTiers, told.mode, told.ahead);
        used.forEach((quantity, at) => {
          const expected = reference(told.tiers, told.mode, quantity) + ahead;
          expect(cycles[at]?.total).toBe(expected);
          if (at === used.length - 1) expect(preview.total).toBe(expected);
        });
        for (const { currency, lines, subtotal, total } of invoices) {
          expect(currency).toBe(told.currency);
          expect(subtotal).toBe(total);
          expect(lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
        }
        const [first] = invoices;
        if (told.ahead !== null) expect(first?.total).toBe(ahead);
      }),
      { numRuns: 20 },
    );
  });
});
