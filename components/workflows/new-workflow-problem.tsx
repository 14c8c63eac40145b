import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import type { FormState } from '@/components/forms/form-state';
import { FormSummary } from '@/components/forms/form-summary';
import { paidPlanIdSchema } from '@/lib/catalog/schema';

interface NewWorkflowProblemProps {
  state: FormState;
  /** How the fields are called on the page, by their names. */
  labels: Readonly<Record<string, string>>;
}

/** Above a form that makes a workflow: why it made none; where the plan is full, with the way to more room. */
export function NewWorkflowProblem({ state, labels }: NewWorkflowProblemProps) {
  const upgrade = paidPlanIdSchema.safeParse(state.upgradeTo);
  if (state.code !== 'plan_limit' || !upgrade.success) {
    return <FormSummary state={state} labels={labels} />;
  }
  return (
    <UpgradePrompt plan={upgrade.data} title="Your plan is full" className="mb-6">
      {state.message} What you typed is still here.
    </UpgradePrompt>
  );
}
