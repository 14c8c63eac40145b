import { stripeEventLabels } from '@/lib/workflows/nodes/stripe-event';
import { JsonView } from '../json-view';

interface StripeEventFactsProps {
  eventType: keyof typeof stripeEventLabels;
  /** Whose events count: the person's own, as a customer here, or everybody's. */
  isOperator: boolean;
  /** Whether Stripe knows the person as a customer. */
  hasCustomer: boolean;
  sample: unknown;
}

/** Which event of Stripe starts it, of whom, and what it brings along. */
export function StripeEventFacts(props: StripeEventFactsProps) {
  const { eventType, isOperator, hasCustomer, sample } = props;
  return (
    <div className="space-y-5 text-sm">
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 gap-y-3">
        <dt className="text-faint">Event</dt>
        <dd>
          {stripeEventLabels[eventType]}
          <code className="mt-0.5 block font-mono text-xs wrap-anywhere text-soft">
            {eventType}
          </code>
        </dd>
        <dt className="text-faint">Of whom</dt>
        <dd>{sayWhose(isOperator, hasCustomer)}</dd>
        <dt className="text-faint">How often</dt>
        <dd>Once for each event, also when Stripe reports it twice.</dd>
      </dl>
      <div>
        <p className="mb-2 text-soft">
          Steps read it under <code className="font-mono">trigger</code>. An example, of a payment
          that failed:
        </p>
        <JsonView value={sample} label="Example of an event" />
      </div>
    </div>
  );
}

function sayWhose(isOperator: boolean, hasCustomer: boolean): string {
  if (isOperator) return 'Every customer of this site, because you operate it.';
  return hasCustomer
    ? 'You, as a customer of this site: your subscription, invoices and payments. Nobody else’s events start it.'
    : 'You, as a customer of this site, from your first purchase on. Nobody else’s events start it.';
}
