import { z } from 'zod';

/**
 * What the business earns, as `billing.admin_revenue` computes it; money in minor units of one
 * currency. Months are those of UTC.
 */
const count = z.int().min(0);
const minor = z.int();

const monthSchema = z.object({
  month: z.string().meta({ description: 'Such as 2027-01' }),
  mrr_start: minor,
  mrr: minor.meta({
    description:
      'At its end: mrr_start, new, expansion, contraction, churned and reactivation add up to it',
  }),
  customers_start: count,
  customers: count,
  new: minor,
  expansion: minor,
  contraction: minor.meta({ description: 'Never positive' }),
  churned: minor.meta({ description: 'Never positive' }),
  reactivation: minor,
  new_customers: count,
  churned_customers: count,
  gross: minor.meta({ description: 'Paid invoices, by when they were paid' }),
  invoices: count,
  recovered: minor.meta({ description: 'The part of gross that took more than one attempt' }),
  recovered_invoices: count,
  refunded: minor,
  refunds: count,
});
export type RevenueMonth = z.infer<typeof monthSchema>;

export const revenueSchema = z
  .object({
    at: z.iso.datetime({ offset: true }),
    currency: z.string(),
    currencies: z.array(z.string()).meta({ description: 'Of all subscriptions, most used first' }),
    grace_days: count,
    months: z.array(monthSchema).min(1).meta({ description: 'The current one is the last' }),
    plans: z.array(
      z.object({
        product_id: z.string().nullable(),
        name: z.string().nullable(),
        mrr: minor,
        subscriptions: count,
        gross: minor.meta({ description: 'Of all these months' }),
      }),
    ),
    subscriptions: z.object({ active: count, past_due: count, trialing: count, ending: count }),
    trials: z
      .object({ ended: count, converted: count, lost: count })
      .meta({ description: 'Trials that ended in these months; the rest is undecided' }),
    failed: z.object({
      count,
      amount: minor,
      oldest: z.array(
        z.object({
          id: z.string(),
          number: z.string().nullable(),
          customer_id: z.string().nullable(),
          email: z.string().nullable(),
          amount_remaining: minor,
          attempt_count: count,
          created_at: z.iso.datetime({ offset: true }),
          next_payment_attempt_at: z.iso.datetime({ offset: true }).nullable(),
        }),
      ),
    }),
  })
  .meta({ id: 'AdminRevenue' });
export type Revenue = z.infer<typeof revenueSchema>;

/** A part of a whole, between 0 and 1; null where there is no whole. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The part of the customers at a month's start who paid nothing any more at its end. */
export function churnOf({ churned_customers, customers_start }: RevenueMonth): number | null {
  return share(churned_customers, customers_start);
}

/** The part of the trials with an end in sight that were paid for. */
export function conversionOf({ converted, lost }: Revenue['trials']): number | null {
  return share(converted, converted + lost);
}
