import { z } from 'zod';
import { planById } from '@/lib/catalog/plans';
import { featureSchema, intervalSchema, planIdSchema } from '@/lib/catalog/schema';

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const subscriptionSchema = z
  .object({
    id: z.string(),
    // Stripe may add a status at any time, so it stays open text.
    status: z.string(),
    plan: planIdSchema,
    interval: intervalSchema.nullable(),
    amount_minor: z.number().int().nullable(),
    currency: z.string().nullable(),
    current_period_end: instant.nullable(),
    cancel_at: instant.nullable(),
    access: z.boolean(),
    grace_ends_at: instant.nullable(),
  })
  .transform((row) => ({
    id: row.id,
    status: row.status,
    plan: row.plan,
    interval: row.interval,
    amountMinor: row.amount_minor,
    currency: row.currency,
    currentPeriodEnd: row.current_period_end,
    cancelAt: row.cancel_at,
    access: row.access,
    graceEndsAt: row.grace_ends_at,
  }));

const count = z.number().int().nonnegative();
const free = planById('free').limits;

/** A number per billing period; a database that is not migrated yet does not name it. */
const limit = (fallback: number | null) => count.nullable().default(fallback);

/** What `billing.my_entitlements()` answers, checked and in the product's own names. */
export const entitlementsSchema = z
  .object({
    plan: planIdSchema,
    features: z.array(z.string()),
    limits: z.object({
      workflows: count.nullable(),
      runs: limit(free.runs),
      generations: limit(free.generations),
      historyDays: limit(free.historyDays),
    }),
    usage: z.object({
      workflows: count,
      runs: count.default(0),
      generations: count.default(0),
    }),
    subscription: subscriptionSchema.nullable(),
    has_customer: z.boolean(),
  })
  .transform((row) => ({
    plan: row.plan,
    // A feature that a newer catalog pushed and this build does not know is none of its business.
    features: row.features.flatMap((name) => {
      const known = featureSchema.safeParse(name);
      return known.success ? [known.data] : [];
    }),
    limits: row.limits,
    usage: row.usage,
    subscription: row.subscription,
    hasCustomer: row.has_customer,
  }));

export type Entitlements = z.infer<typeof entitlementsSchema>;
export type SubscriptionSummary = NonNullable<Entitlements['subscription']>;
