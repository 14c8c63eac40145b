/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import { formatInterval, formatMoney } from '../format';
import type { Price, Subscription } from '../schema';
import { currentOffer } from './change';
import type { Offer, PortalContext } from './context';
import { GoBack, PortalFrame } from './frame';

interface ChooseProps {
  context: PortalContext;
  subscription: Subscription;
  offers: readonly Offer[];
  problem?: string | undefined;
}

/** Step one of a change: which plan, and how many. A plain GET form, so Back keeps the choice. */
export function ChoosePlan({ context, subscription, offers, problem }: ChooseProps) {
  const allowed = context.configuration.features.subscription_update.default_allowed_updates;
  const current = currentOffer(subscription, offers);
  const currentId = current?.price.id;
  const shown = allowed.includes('price')
    ? offers
    : offers.filter(({ price }) => price.id === currentId);
  const intervals = [...new Set(shown.map(({ price }) => price.recurring?.interval ?? 'once'))];
  return (
    <PortalFrame
      context={context}
      title="Update your plan"
      isStep
      task="subscription_update"
      problem={problem}
    >
      {shown.length === 0 ? (
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
              {shown
                .filter(({ price }) => (price.recurring?.interval ?? 'once') === interval)
                .map((offer) => (
                  <OfferRow offer={offer} isCurrent={offer.price.id === currentId} />
                ))}
            </fieldset>
          ))}
          <Quantity
            offers={shown}
            quantity={subscription.items.data[0]?.quantity ?? 1}
            error={problem?.includes('quantity') ? problem : undefined}
          />
          <div class="row">
            <button class="button is-primary">Continue</button>
            <GoBack context={context} task="subscription_update" />
          </div>
        </form>
      )}
    </PortalFrame>
  );
}

function OfferRow({ offer, isCurrent }: { offer: Offer; isCurrent: boolean }) {
  const { product, price, adjustable } = offer;
  const id = `price-${price.id}`;
  // Of what somebody has already, only the number can be chosen anew.
  const isFixed = isCurrent && adjustable === null;
  return (
    <label class={`offer ${isFixed ? 'is-current' : ''}`} for={id}>
      <input
        type="radio"
        id={id}
        name="price"
        value={price.id}
        disabled={isFixed}
        checked={isCurrent && !isFixed}
        required
      />
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

interface QuantityProps {
  offers: readonly Offer[];
  quantity: number;
  error: string | undefined;
}

/** How many of a plan; the narrowest limits are those of the offer that is chosen in the end. */
function Quantity({ offers, quantity, error }: QuantityProps) {
  const limits = offers.flatMap(({ adjustable }) => adjustable ?? []);
  if (limits.length === 0) return null;
  const maxima = limits.map(({ maximum }) => maximum ?? Infinity);
  const maximum = Math.max(...maxima);
  return (
    <Field id="quantity" label="Quantity" error={error}>
      {(attributes) => (
        <input
          {...attributes}
          class="input num is-short"
          type="number"
          inputmode="numeric"
          min={Math.min(...limits.map(({ minimum }) => minimum))}
          {...(maximum === Infinity ? {} : { max: maximum })}
          value={quantity}
        />
      )}
    </Field>
  );
}

/** `$20.00 per month`, or for several `3 × $20.00 per month`. */
export function priceText(price: Price, quantity = 1): string {
  // A price in tiers has no amount of one unit.
  const amount =
    price.unit_amount === null
      ? 'Price by quantity'
      : formatMoney(price.unit_amount, price.currency);
  const times = quantity === 1 ? '' : `${quantity} × `;
  return `${times}${amount} ${formatInterval(price.recurring)}`;
}
