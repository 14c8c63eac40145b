import type { Route } from 'next';
import Link from 'next/link';
import type { FormAction } from '@/components/forms/form-state';
import { ChevronRightIcon } from '@/components/ui/icons';
import type { Invoice, Subscription } from '@/lib/admin/rows';
import { formatAmount } from './amount';
import { CommandChecks, CommandField, CommandSelect } from './command-field';
import { CommandForm } from './command-form';
import { Panel } from './panel';
import { isEnding, isRunning } from './subscription-words';

interface SubscriptionActionsProps {
  subscription: Subscription & { invoices: readonly Invoice[] };
  locale: string;
  actions: {
    cancel: FormAction;
    resume: FormAction;
    extendTrial: FormAction;
    refund: FormAction;
  };
}

/** What an admin can do with a subscription in its present state. */
export function SubscriptionActions({ subscription, locale, actions }: SubscriptionActionsProps) {
  const { id, status, trial_end } = subscription;
  const isPaused = status === 'paused' || subscription.pause_behavior !== null;
  const canResume = isRunning(subscription) && (isEnding(subscription) || isPaused);
  const wasPaid = subscription.invoices.some(({ amount_paid }) => amount_paid > 0);
  if (!isRunning(subscription) && !wasPaid) return null;
  return (
    <Panel title="Actions">
      <div className="rounded border bg-sheet">
        {canResume && (
          <CommandForm
            action={actions.resume}
            fold="Resume"
            submit="Resume subscription"
            hidden={{ id }}
            help="Takes back an end that has not come yet, or a pause. Payments go on as before."
          />
        )}
        {isRunning(subscription) && (
          <Link
            href={`/admin/subscriptions/${id}/change` as Route}
            className="flex min-h-12 items-center gap-2 border-b px-4 py-2.5 text-sm font-medium hover:bg-paper"
          >
            <ChevronRightIcon className="size-4 shrink-0 text-faint" />
            Change price or quantity
          </Link>
        )}
        {status === 'trialing' && (
          <ExtendTrial id={id} trialEnd={trial_end} action={actions.extendTrial} />
        )}
        {wasPaid && <Refund subscription={subscription} locale={locale} action={actions.refund} />}
        {isRunning(subscription) && <Cancel subscription={subscription} action={actions.cancel} />}
      </div>
    </Panel>
  );
}

function Cancel({ subscription, action }: { subscription: Subscription; action: FormAction }) {
  const { id } = subscription;
  const options = [
    { value: 'period_end', label: 'At the end of the paid period' },
    { value: 'now', label: 'Now' },
  ];
  return (
    <CommandForm
      action={action}
      fold="Cancel"
      submit="Cancel subscription"
      hidden={{ id }}
      confirm={id}
      labels={{ when: 'When', comment: 'Comment' }}
      help="An end at the end of the period can be taken back until then. One that is now is final, and gives nothing back by itself."
    >
      <CommandSelect
        label="When"
        name="when"
        // What ends already can only end sooner.
        options={isEnding(subscription) ? options.slice(1) : options}
        className="max-w-md"
      />
      <CommandChecks
        legend="When it ends now"
        name="prorate"
        options={[{ value: 'yes', label: 'Credit what was paid and not used' }]}
      />
      <CommandField label="Comment" name="comment" className="max-w-md" help="Kept at Stripe." />
    </CommandForm>
  );
}

interface ExtendTrialProps {
  id: string;
  trialEnd: string | null;
  action: FormAction;
}

function ExtendTrial({ id, trialEnd, action }: ExtendTrialProps) {
  return (
    <CommandForm
      action={action}
      fold="Extend trial"
      submit="Extend trial"
      hidden={{ id }}
      labels={{ trial_end: 'New end' }}
      help="Nothing is charged before the new end."
    >
      <CommandField
        label="New end"
        name="trial_end"
        type="date"
        required
        initial={trialEnd?.slice(0, 10) ?? ''}
        help="At noon UTC of this day."
        className="max-w-48"
      />
    </CommandForm>
  );
}

interface RefundProps {
  subscription: SubscriptionActionsProps['subscription'];
  locale: string;
  action: FormAction;
}

function Refund({ subscription, locale, action }: RefundProps) {
  const { id, currency, invoices } = subscription;
  const paid = invoices.find(({ amount_paid }) => amount_paid > 0)?.amount_paid ?? 0;
  return (
    <CommandForm
      action={action}
      fold="Refund the latest payment"
      submit="Refund payment"
      hidden={{ id, currency }}
      confirm={id}
      labels={{ amount: 'Amount' }}
      help="Gives money back to the card it came from. The subscription goes on."
    >
      <CommandField
        label={`Amount in ${currency.toUpperCase()}`}
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        className="max-w-48"
        help={`Left empty: all that is left of ${formatAmount(paid, currency, locale)}.`}
      />
      <CommandSelect
        label="Reason"
        name="reason"
        options={[
          { value: '', label: 'None' },
          { value: 'requested_by_customer', label: 'The customer asked for it' },
          { value: 'duplicate', label: 'It was charged twice' },
          { value: 'fraudulent', label: 'It was fraud' },
        ]}
        className="max-w-md"
      />
    </CommandForm>
  );
}
