/** @jsxImportSource hono/jsx */
import { termsOf } from '../checkout/discount';
import { formatDate } from '../format';
import type { Coupon, Subscription } from '../schema';
import { periodEndOf, planNameOf, type PortalContext } from './context';
import { GoBack, PortalFrame } from './frame';

const reasons: Readonly<Record<string, string>> = {
  too_expensive: 'It is too expensive',
  missing_features: 'I miss features',
  switched_service: 'I found something else',
  unused: 'I do not use it enough',
  too_complex: 'It is too complicated',
  customer_service: 'The service was not good',
  low_quality: 'The quality was not good',
  other: 'Another reason',
};

interface CancelProps {
  context: PortalContext;
  subscription: Subscription;
  /** What is offered to somebody who stays. */
  offer: Coupon | null;
  problem?: string | undefined;
}

/** What cancelling means, an optional reason, and the button that does it. */
export function CancelPlan({ context, subscription, offer, problem }: CancelProps) {
  const { mode, cancellation_reason: reason } = context.configuration.features.subscription_cancel;
  const name = planNameOf(subscription);
  const end = formatDate(periodEndOf(subscription));
  const path = `${context.base}/subscriptions/${subscription.id}`;
  return (
    <PortalFrame
      context={context}
      title={`Cancel ${name}`}
      isStep
      task="subscription_cancel"
      problem={problem}
    >
      {offer !== null && (
        <form class="card stack" method="post" action={`${path}/retain`}>
          <h2>Stay and pay less</h2>
          <p>
            Keep {name} with {termsOf(offer)}. Nothing else changes.
          </p>
          <p>
            <button class="button is-primary" data-busy="Saving…">
              Accept the offer
            </button>
          </p>
        </form>
      )}
      <form class="card stack" method="post" action={`${path}/cancel`}>
        <p>
          {mode === 'immediately'
            ? `${name} ends at once, and nothing more is charged.`
            : `${name} stays as it is until ${end}, then it ends. Nothing more is charged, and until then you can take it back.`}
        </p>
        {reason.enabled && reason.options.length > 0 && (
          <fieldset class="reasons">
            <legend class="label">
              Why are you leaving? <span class="soft">(optional)</span>
            </legend>
            {reason.options.map((option) => (
              <label class="check">
                <input type="radio" name="feedback" value={option} />
                {reasons[option] ?? option}
              </label>
            ))}
            <div class="field">
              <label for="comment">
                Anything to add? <span class="soft">(optional)</span>
              </label>
              <textarea class="input" id="comment" name="comment" rows={2} maxlength={500} />
            </div>
          </fieldset>
        )}
        <div class="row">
          <button class="button is-danger" data-busy="Cancelling…">
            Cancel plan
          </button>
          <GoBack context={context} task="subscription_cancel" />
        </div>
      </form>
    </PortalFrame>
  );
}
