import { z } from 'zod';
import { plans } from './plans';
import { featureSchema, intervalSchema, lookupKeySchema, planIdSchema } from './schema';

export const publicPlansSchema = z.object({
  plans: z.array(
    z.object({
      id: planIdSchema,
      name: z.string(),
      summary: z.string(),
      prices: z.array(
        z.object({
          lookup_key: lookupKeySchema,
          interval: intervalSchema,
          amount_minor: z.number().int(),
          currency: z.string(),
        }),
      ),
      features: z.array(featureSchema),
      limits: z.object({
        workflows: z.number().int().nullable().meta({ description: 'null: without limit' }),
        runs: z.number().int().nullable().meta({ description: 'In one billing period' }),
        generations: z.number().int().nullable().meta({ description: 'In one billing period' }),
        historyDays: z
          .number()
          .int()
          .meta({ description: 'Days that the history of a run is kept' }),
      }),
    }),
  ),
});
export type PublicPlans = z.input<typeof publicPlansSchema>;

/** What is for sale, as the public API tells it; taken from the code, so it needs no database. */
export function toPublicPlans(): PublicPlans {
  return {
    plans: plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      summary: plan.summary,
      prices: plan.prices.map((price) => ({
        lookup_key: lookupKeySchema.parse(price.lookupKey),
        interval: price.interval,
        amount_minor: price.amountMinor,
        currency: price.currency,
      })),
      features: [...plan.features],
      limits: plan.limits,
    })),
  };
}
