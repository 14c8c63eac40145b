import { z } from 'zod';
import { intervalSchema, paidPlanIdSchema } from '@/lib/catalog/schema';
import { wayBackSchema } from './way-back';

/** A plan, how often it is paid, and where the wish for it arose, as forms and the checkout's address say. */
export const planChoiceSchema = z.object({
  plan: paidPlanIdSchema,
  interval: intervalSchema.catch('month'),
  back: wayBackSchema,
});

export type PlanChoice = z.infer<typeof planChoiceSchema>;
