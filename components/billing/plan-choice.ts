import { z } from 'zod';
import { intervalSchema, paidPlanIdSchema } from '@/lib/catalog/schema';

/** A plan and how often it is paid, as the pricing page's form and the checkout's address say. */
export const planChoiceSchema = z.object({
  plan: paidPlanIdSchema,
  interval: intervalSchema.catch('month'),
});

export type PlanChoice = z.infer<typeof planChoiceSchema>;
