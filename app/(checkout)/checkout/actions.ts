'use server';

import { headers } from 'next/headers';
import { answerForm } from '@/app/form-result';
import { planUrl } from '@/app/plan-url';
import { redirectTo } from '@/app/redirect-to';
import { planChoiceSchema } from '@/components/billing/plan-choice';
import type { FormState } from '@/components/forms/form-state';
import { getUser } from '@/lib/auth/queries';
import { createBillingDeps } from '@/lib/billing/deps';
import { emailSchema } from '@/lib/billing/schema';
import { parseFields } from '@/lib/errors/field-errors';

/** The signed-in reader pays for the plan that the page shows. */
export async function payForPlan(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { plan, interval, back } = parseFields(planChoiceSchema, Object.fromEntries(data));
    const deps = createBillingDeps(await getUser());
    redirectTo(await planUrl(deps, { tier: plan, interval, back }));
  });
}

/** Anybody buys as a guest; the purchase waits for a sign-in with the same verified address. */
export async function payAsGuest(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const schema = planChoiceSchema.extend({ email: emailSchema });
    const { plan, interval, email } = parseFields(schema, Object.fromEntries(data));
    const deps = createBillingDeps(null, await headers());
    redirectTo(await planUrl(deps, { tier: plan, interval, email }));
  });
}
