import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { buttonStyle } from '@/components/ui/button';
import { ExternalIcon } from '@/components/ui/icons';
import { Lamp } from '@/components/ui/lamp';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import { planById } from '@/lib/catalog/plans';
import type { Entitlements } from '@/lib/entitlements/schema';
import { toPlanStatement } from './plan-statement';
import { UsageMeter } from './usage-meter';

interface PlanPanelProps {
  entitlements: Entitlements;
  locale: string;
  /** Opens the billing portal; reads `flow` from the button that was pressed. */
  openPortal: FormAction;
}

/** The reader's plan: its state, what happens next, usage against the limits, and the portal. */
export function PlanPanel({ entitlements, locale, openPortal }: PlanPanelProps) {
  const statement = toPlanStatement(entitlements, locale);
  const plan = planById(entitlements.plan);
  return (
    <div className="rounded border bg-sheet">
      <div className="p-5 sm:p-6">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p className="headline text-xl" data-testid="plan-name">
            {plan.name}
          </p>
          <p className="flex items-center gap-2.5 text-sm font-medium">
            <Lamp tone={statement.tone} />
            {statement.sign}
          </p>
        </div>
        {statement.price !== null && <p className="mt-1 text-sm tabular">{statement.price}</p>}
        <p className="mt-3 text-sm text-soft">
          {statement.sentence.map((part) =>
            typeof part === 'string' ? (
              part
            ) : (
              <LocalDate key={part.getTime()} value={part.toISOString()} locale={locale} />
            ),
          )}
        </p>
      </div>
      <div className="border-t p-5 sm:p-6">
        <UsageMeter
          label="Workflows"
          used={entitlements.usage.workflows}
          limit={entitlements.limits.workflows}
        />
      </div>
      <div className="border-t p-5 sm:px-6">
        <ActionForm action={openPortal} className="flex flex-wrap gap-3" label="Billing">
          {statement.needsCard && (
            <SubmitButton name="flow" value="payment_method_update" variant="primary">
              Update the card
            </SubmitButton>
          )}
          {entitlements.hasCustomer && (
            <SubmitButton name="flow" value="">
              Manage billing
              <ExternalIcon className="size-4" />
            </SubmitButton>
          )}
          {entitlements.plan === 'free' && !statement.needsCard && (
            <Link href="/pricing" className={buttonStyle({ variant: 'primary' })}>
              Choose a plan
            </Link>
          )}
        </ActionForm>
      </div>
    </div>
  );
}
