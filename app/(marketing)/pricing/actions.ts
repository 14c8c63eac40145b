'use server';

import { answerForm } from '@/app/form-result';
import { planUrl } from '@/app/plan-url';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import { planChoiceSchema } from '@/components/billing/plan-choice';
import { getUser } from '@/lib/auth/queries';
import { createBillingDeps } from '@/lib/billing/deps';
import { parseFields } from '@/lib/errors/field-errors';

/** Anybody: a plan's button on the pricing page. Signed-out readers first choose how to buy. */
export async function choosePlan(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const choice = parseFields(planChoiceSchema, Object.fromEntries(data));
    const user = await getUser();
    if (user === null) redirectTo(`/checkout?plan=${choice.plan}&interval=${choice.interval}`);
    redirectTo(await planUrl(createBillingDeps(user), { ...choice, tier: choice.plan }));
  });
}
