/** @jsxImportSource hono/jsx */
import { formatDate, formatInterval, formatMoney } from '../format';
import type { Invoice, Price, Subscription } from '../schema';
import { planNameOf, type Offer, type PortalContext } from './context';
import { PortalFrame } from './frame';
import { scheduledFor } from './schedule';

interface ChooseProps {
  context: PortalContext;
  subscription: Subscription;
  offers: readonly Offer[];
  problem?: string | undefined;
}

/** Step one of a change: which plan, at which interval. A plain GET form, so Back keeps the choice. */
export function ChoosePlan({ context, subscription, offers, problem }: ChooseProps) {
  const currentId = subscription.items.data[0]?.price.id;
  const intervals = [...new Set(offers.map(({ price }) => price.recurring?.interval ?? 'once'))];
  return (
    <PortalFrame context={context} title="Update your plan" isStep problem={problem}>
      {offers.length === 0 ? (
        <p class="soft">There is no other plan to change to.</p>
      ) : (
        <form
          class="stack"
          method="get"
          action={`${context.base}/subscriptions/${subscription.id}/confirm`}
        >
          {intervals.map((interval) => (
            <fieldset class="offers">
              <legend class="label">
                {interval === 'once' ? 'Once' : `Billed every ${interval}`}
              </legend>
              {offers
                .filter(({ price }) => (price.recurring?.interval ?? 'once') === interval)
                .map((offer) => (
                  <OfferRow offer={offer} isCurrent={offer.price.id === currentId} />
                ))}
            </fieldset>
          ))}
          <div class="row">
            <button class="button is-primary">Continue</button>
          </div>
        </form>
      )}
    </PortalFrame>
  );
}

function OfferRow({ offer: { product, price }, isCurrent }: { offer: Offer; isCurrent: boolean }) {
  const id = `price-${price.id}`;
  return (
    <label class={`offer ${isCurrent ? 'is-current' : ''}`} for={id}>
      <input type="radio" id={id} name="price" value={price.id} disabled={isCurrent} required />
      <span class="grow">
        <strong>{product.name}</strong>{' '}
        {isCurrent && <span class="badge is-accent">Current plan</span>}
        {product.description !== null && (
          <span class="soft small block">{product.description}</span>
        )}
      </span>
      <span class="offer-price num">{priceText(price)}</span>
    </label>
  );
}

interface ConfirmProps {
  context: PortalContext;
  subscription: Subscription;
  offer: Offer;
  /** The invoice that the change would make, or null when the API cannot say. */
  preview: Invoice | null;
  problem?: string | undefined;
}

/** Step two: what it costs today and from when on, and the button that does it. */
export function ConfirmUpdate({ context, subscription, offer, preview, problem }: ConfirmProps) {
  const { product, price } = offer;
  const current = subscription.items.data[0]?.price;
  const later = scheduledFor(context, subscription, offer);
  const behavior = context.configuration.features.subscription_update.proration_behavior;
  return (
    <PortalFrame context={context} title="Confirm the change" isStep problem={problem}>
      <div class="card stack">
        <dl class="change">
          <div>
            <dt class="soft small">From</dt>
            <dd>
              {planNameOf(subscription)}
              {current !== undefined && <span class="soft num block">{priceText(current)}</span>}
            </dd>
          </div>
          <div>
            <dt class="soft small">To</dt>
            <dd>
              <strong>{product.name}</strong>
              <span class="num block">{priceText(price)}</span>
            </dd>
          </div>
        </dl>
        <hr class="rule" />
        {preview === null ? (
          <p class="soft">
            {later === null
              ? (proration[behavior] ?? proration.create_prorations)
              : `Nothing is paid now. Your plan changes on ${formatDate(later)}; until then everything stays as it is.`}
          </p>
        ) : (
          <Preview preview={preview} isDueNow={behavior === 'always_invoice'} />
        )}
        <form
          class="row"
          method="post"
          action={`${context.base}/subscriptions/${subscription.id}/update`}
        >
          <input type="hidden" name="price" value={price.id} />
          <button class="button is-primary" data-busy="Updating…">
            Confirm
          </button>
          <a class="button" href={`${context.base}/subscriptions/${subscription.id}/update`}>
            Choose another plan
          </a>
        </form>
      </div>
    </PortalFrame>
  );
}

const proration: Readonly<Record<string, string>> = {
  always_invoice:
    'The unused time of your current plan is credited and the new plan is charged for the rest of the period. The difference is paid at once with your default card.',
  create_prorations:
    'The unused time of your current plan is credited and the new plan is charged for the rest of the period. The difference is on your next invoice.',
  none: 'Nothing is paid now. The new price applies from the next period on.',
};

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

function priceText(price: Price): string {
  return `${formatMoney(price.unit_amount ?? 0, price.currency)} ${formatInterval(price.recurring)}`;
}
