import { z } from 'zod';
import type { PagesPort, PaymentOutcome } from '../pages/port';

export const confirmSchema = z.object({
  session: z.string(),
  email: z.string().default('someone@example.com'),
  number: z.string().default('4242424242424242'),
  exp_month: z.string().default('12'),
  exp_year: z.string().default('34'),
  cvc: z.string().default('123'),
  name: z.string().optional(),
  /** What the page asks for besides the card. */
  details: z
    .object({
      country: z.string(),
      postalCode: z.string(),
      line1: z.string(),
      line2: z.string(),
      city: z.string(),
      state: z.string(),
      phone: z.string(),
      businessName: z.string(),
      taxId: z.string(),
      acceptsTerms: z.boolean(),
      acceptsPromotions: z.boolean(),
      answers: z.record(z.string(), z.string()),
    })
    .partial()
    .optional(),
  /** How the authentication step ends, for cards that ask for one. */
  authentication: z.enum(['complete', 'fail']).default('complete'),
});

/** Completes a hosted checkout without its page, for tests that have no browser. */
export async function confirmCheckout(
  port: PagesPort,
  input: z.output<typeof confirmSchema>,
): Promise<PaymentOutcome> {
  const outcome = await port.confirmCheckout(input.session, {
    email: input.email,
    details: input.details,
    card: {
      number: input.number,
      expMonth: input.exp_month,
      expYear: input.exp_year,
      cvc: input.cvc,
      ...(input.name === undefined ? {} : { name: input.name }),
    },
  });
  if (outcome.kind !== 'requires_action') return outcome;
  return port.authenticateCheckout(input.session, input.authentication);
}
