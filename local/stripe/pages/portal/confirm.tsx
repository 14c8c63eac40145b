/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import { formatDate, formatMoney } from '../format';
import type { Invoice, Subscription } from '../schema';
import { endsTrial } from './actions';
import type { PlanChange } from './change';
import { planNameOf, type PortalContext } from './context';
import { isTask, PortalFrame } from './frame';
import { scheduledFor } from './schedule';
import { priceText } from './update';

interface ConfirmProps {
  context: PortalContext;
  subscription: Subscription;
  change: PlanChange;
  /** The invoice that the change would make, or null when the API cannot say. */
  preview: Invoice | null;
  problem?: string | undefined;
  /** A promotion code that was not taken, and why. */
  refused?: { code: string; message: string } | undefined;
}

/** Step two: what it costs today and from when on, and the button that does it. */
export function ConfirmUpdate(props: ConfirmProps) {
  const { context, subscription, change, preview, problem, refused } = props;
  const { offer, quantity, code } = change;
  const item = subscription.items.data[0];
  const path = `${context.base}/subscriptions/${subscription.id}`;
  const isFixed = isTask(context, 'subscription_update_confirm');
  const { default_allowed_updates: allowed, proration_behavior: behavior } =
    context.configuration.features.subscription_update;
  const chosen = { price: offer.price.id, quantity: String(quantity) };
  return (
    <PortalFrame
      context={context}
      title="Confirm the change"
      isStep
      task="subscription_update"
      problem={problem}
    >
      <div class="card stack">
        <dl class="change">
          <div>
            <dt class="soft small">From</dt>
            <dd>
              {planNameOf(subscription)}
              {item !== undefined && (
                <span class="soft num block">{priceText(item.price, item.quantity)}</span>
              )}
            </dd>
          </div>
          <div>
            <dt class="soft small">To</dt>
            <dd>
              <strong>{offer.product.name}</strong>
              <span class="num block">{priceText(offer.price, quantity)}</span>
            </dd>
          </div>
        </dl>
        <hr class="rule" />
        {preview === null ? (
          <p class="soft">{wordsOf(context, subscription, change)}</p>
        ) : (
          <Preview preview={preview} isDueNow={behavior === 'always_invoice'} />
        )}
        {allowed.includes('promotion_code') && !isFixed && (
          <CodeForm action={`${path}/confirm`} chosen={chosen} code={code} refused={refused} />
        )}
        <form class="row" method="post" action={`${path}/update`}>
          <Hidden values={{ ...chosen, code }} />
          <button class="button is-primary" data-busy="Updating…">
            Confirm
          </button>
          {!isFixed && (
            <a class="button" href={`${path}/update`}>
              Choose another plan
            </a>
          )}
        </form>
      </div>
    </PortalFrame>
  );
}

function Hidden({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

interface CodeFormProps {
  action: string;
  chosen: Readonly<Record<string, string>>;
  code: string;
  refused: { code: string; message: string } | undefined;
}

/** A promotion code for the new price; the page comes back with what is left to pay. */
function CodeForm({ action, chosen, code, refused }: CodeFormProps) {
  if (code !== '') {
    const without = `${action}?${new URLSearchParams(chosen).toString()}`;
    return (
      <p class="row between small">
        <span>
          Promotion code <strong>{code}</strong>
        </span>
        <a href={without}>Remove</a>
      </p>
    );
  }
  return (
    <form class="promotion" method="get" action={action} novalidate>
      <Hidden values={chosen} />
      <Field id="code" label="Promotion code" error={refused?.message}>
        {(attributes) => (
          <input {...attributes} autocomplete="off" maxlength={500} value={refused?.code ?? ''} />
        )}
      </Field>
      <button class="button">Apply</button>
    </form>
  );
}

const proration: Readonly<Record<string, string>> = {
  always_invoice:
    'The unused time of your current plan is credited and the new plan is charged for the rest of the period. The difference is paid at once with your default card.',
  create_prorations:
    'The unused time of your current plan is credited and the new plan is charged for the rest of the period. The difference is on your next invoice.',
  none: 'Nothing is paid now. The new price applies from the next period on.',
};

/** What a change means, where there is no invoice to show for it. */
function wordsOf(context: PortalContext, subscription: Subscription, change: PlanChange) {
  const later = scheduledFor(context, subscription, change);
  if (later !== null) {
    return `Nothing is paid now. Your plan changes on ${formatDate(later)}; until then everything stays as it is.`;
  }
  if (endsTrial(context, subscription)) {
    return 'Your trial ends with this change, and the new plan is paid from today.';
  }
  if (subscription.status === 'trialing') {
    return 'Nothing is paid now. Your trial goes on, and the new price applies when it ends.';
  }
  const behavior = context.configuration.features.subscription_update.proration_behavior;
  const words = proration[behavior] ?? proration.create_prorations;
  return change.discount === null ? words : `${words ?? ''} All of it less the discount.`;
}

function Preview({ preview, isDueNow }: { preview: Invoice; isDueNow: boolean }) {
  const money = (minor: number) => formatMoney(minor, preview.currency);
  return (
    <div class="stack">
      <ul class="rows is-tight">
        {preview.lines.data.map((line) => (
          <li>
            <span class="small grow">
              {line.description ?? 'Item'}
              {line.period !== null && (
                <span class="soft block">
                  {formatDate(line.period.start)} to {formatDate(line.period.end)}
                </span>
              )}
            </span>
            <span class="mono num">{money(line.amount)}</span>
          </li>
        ))}
      </ul>
      {preview.total < preview.subtotal && (
        <p class="row between small soft">
          <span>Discount</span>
          <span class="mono num">{money(preview.total - preview.subtotal)}</span>
        </p>
      )}
      <p class="receipt-total">
        <span>{isDueNow ? 'Due today' : 'On your next invoice'}</span>
        <span class="mono num">{money(isDueNow ? preview.amount_due : preview.total)}</span>
      </p>
      {isDueNow && preview.total < 0 && (
        <p class="soft small">
          {money(-preview.total)} stays as credit and pays for your next invoices.
        </p>
      )}
    </div>
  );
}
