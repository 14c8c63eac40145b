/** @jsxImportSource hono/jsx */
import { formatDate } from '../format';
import type { Subscription } from '../schema';
import { periodEndOf, planNameOf, type PortalContext } from './context';
import { PortalFrame } from './frame';

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
  problem?: string | undefined;
}

/** What cancelling means, an optional reason, and the button that does it. */
export function CancelPlan({ context, subscription, problem }: CancelProps) {
  const { mode, cancellation_reason: reason } = context.configuration.features.subscription_cancel;
  const name = planNameOf(subscription);
  const end = formatDate(periodEndOf(subscription));
  return (
    <PortalFrame context={context} title={`Cancel ${name}`} isStep problem={problem}>
      <form
        class="card stack"
        method="post"
        action={`${context.base}/subscriptions/${subscription.id}/cancel`}
      >
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
          <a class="button" href={`${context.base}/home`}>
            Go back
          </a>
        </div>
      </form>
    </PortalFrame>
  );
}
