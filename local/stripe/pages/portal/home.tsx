/** @jsxImportSource hono/jsx */
import { formatBrand, formatDate, formatMoney, formatWord } from '../format';
import type { Invoice, PaymentMethod, Subscription } from '../schema';
import {
  isUpdatable,
  payingCardIds,
  periodEndOf,
  planNameOf,
  scheduledEndOf,
  type PortalContext,
} from './context';
import { PortalFrame, Section } from './frame';
import { informationOf } from './information';
import { priceText } from './update';

interface HomeProps {
  context: PortalContext;
  subscriptions: readonly Subscription[];
  cards: readonly PaymentMethod[];
  invoices: readonly Invoice[];
  done?: string | undefined;
  problem?: string | undefined;
}

/** Everything about a customer's billing on one page, as far as the configuration shows it. */
export function Home({ context, subscriptions, cards, invoices, done, problem }: HomeProps) {
  const { features } = context.configuration;
  const { customer_update: updates } = features;
  return (
    <PortalFrame context={context} title="Your billing" done={done} problem={problem}>
      <Section title={subscriptions.length > 1 ? 'Current plans' : 'Current plan'} id="plans">
        {subscriptions.length === 0 && (
          <p class="soft">No plan is running. Choose one on the pricing page of the product.</p>
        )}
        {subscriptions.map((subscription) => (
          <Plan context={context} subscription={subscription} />
        ))}
      </Section>
      {features.payment_method_update.enabled && (
        <Section title="Payment method" id="cards">
          <Cards
            base={context.base}
            cards={cards}
            payingIds={payingCardIds(context, subscriptions)}
          />
        </Section>
      )}
      {updates.enabled && (
        <Section title="Billing information" id="information">
          <dl class="facts">
            {informationOf(context).map(({ name, value }) => (
              <Fact name={name} value={value} />
            ))}
          </dl>
          <p>
            <a class="button is-small" href={`${context.base}/information`}>
              Change information
            </a>
          </p>
        </Section>
      )}
      {features.invoice_history.enabled && (
        <Section title="Invoice history" id="invoices">
          <Invoices base={context.base} invoices={invoices} />
        </Section>
      )}
    </PortalFrame>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd class="wrap">{value ?? 'Not given'}</dd>
    </div>
  );
}

const statusTones: Readonly<Record<string, string>> = {
  active: 'is-good',
  trialing: 'is-accent',
  past_due: 'is-bad',
  unpaid: 'is-bad',
  paused: 'is-warn',
};

function Plan({ context, subscription }: { context: PortalContext; subscription: Subscription }) {
  const { base, configuration } = context;
  const { subscription_cancel: cancel } = configuration.features;
  const path = `${base}/subscriptions/${subscription.id}`;
  const end = scheduledEndOf(subscription);
  return (
    <div class="plan">
      <div class="stack tight grow">
        <p class="row">
          <strong class="plan-name">{planNameOf(subscription)}</strong>
          <span class={`badge ${statusTones[subscription.status] ?? ''}`}>
            {formatWord(subscription.status)}
          </span>
          {subscription.schedule !== null && end === null && (
            <span class="badge is-accent">Change scheduled</span>
          )}
          {end !== null && <span class="badge is-warn">Cancels {formatDate(end)}</span>}
        </p>
        {subscription.items.data.map(({ price, quantity }) => (
          <p class="plan-price num">
            {subscription.items.data.length > 1 && typeof price.product !== 'string' && (
              <span class="soft">{price.product.name}: </span>
            )}
            {priceText(price, quantity)}
          </p>
        ))}
        <p class="soft small">{dateSentence(subscription, end)}</p>
      </div>
      <div class="row plan-actions">
        {end === null && isUpdatable(context, subscription) && (
          <a class="button is-primary is-small" href={`${path}/update`}>
            Update plan
          </a>
        )}
        {end === null && cancel.enabled && (
          <a class="button is-small" href={`${path}/cancel`}>
            Cancel plan
          </a>
        )}
        {end !== null && cancel.enabled && (
          <form method="post" action={`${path}/resume`}>
            <button class="button is-primary is-small">Don’t cancel</button>
          </form>
        )}
      </div>
    </div>
  );
}

function dateSentence(subscription: Subscription, end: number | null): string {
  if (end !== null) {
    return `Your plan ends on ${formatDate(end)}. Until then everything stays as it is.`;
  }
  const next = formatDate(periodEndOf(subscription));
  switch (subscription.status) {
    case 'trialing':
      return `Your trial ends on ${next}; the first payment is due then.`;
    case 'past_due':
      return 'The last payment failed. Add a working card or pay the open invoice below.';
    case 'unpaid':
      return 'The last payments failed. Pay the open invoice below to go on.';
    case 'paused':
      return 'Your plan is paused.';
    default:
      return `Your plan renews on ${next}.`;
  }
}

interface CardsProps {
  base: string;
  cards: readonly PaymentMethod[];
  /** Cards in use; the first is the default. */
  payingIds: readonly string[];
}

function Cards({ base, cards, payingIds }: CardsProps) {
  const defaultId = payingIds[0];
  return (
    <>
      {cards.length === 0 && <p class="soft">No card is saved.</p>}
      <ul class="rows">
        {cards.map((method) => {
          const name = cardName(method);
          return (
            <li>
              <span class="card-name grow">
                <span class="num nowrap">{name}</span>{' '}
                {method.id === defaultId && <span class="badge">Default</span>}
                {method.card !== undefined && (
                  <span class="small soft num block">Expires {expiryOf(method.card)}</span>
                )}
              </span>
              {method.id !== defaultId && (
                <span class="row">
                  <form method="post" action={`${base}/payment-methods/${method.id}/default`}>
                    <button class="button is-plain is-small">
                      Make default<span class="visually-hidden"> {name}</span>
                    </button>
                  </form>
                  {!payingIds.includes(method.id) && (
                    <form method="post" action={`${base}/payment-methods/${method.id}/remove`}>
                      <button class="button is-plain is-small">
                        Remove<span class="visually-hidden"> {name}</span>
                      </button>
                    </form>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <p>
        <a class="button is-small" href={`${base}/payment-method`}>
          Add payment method
        </a>
      </p>
    </>
  );
}

function cardName({ card, id }: PaymentMethod): string {
  return card === undefined ? id : `${formatBrand(card.brand)} •••• ${card.last4}`;
}

function expiryOf({ exp_month: month, exp_year: year }: NonNullable<PaymentMethod['card']>) {
  return `${String(month).padStart(2, '0')} / ${year}`;
}

const invoiceTones: Readonly<Record<string, string>> = {
  paid: 'is-good',
  open: 'is-warn',
  uncollectible: 'is-bad',
};

function Invoices({ base, invoices }: { base: string; invoices: readonly Invoice[] }) {
  if (invoices.length === 0) return <p class="soft">There are no invoices yet.</p>;
  return (
    <ul class="rows">
      {invoices.map((invoice) => (
        <li>
          <a class="grow" href={`${base}/invoices/${invoice.id}`}>
            {formatDate(invoice.created)}
            <span class="visually-hidden">, invoice {invoice.number ?? invoice.id}</span>
          </a>
          <span class="mono num">{formatMoney(invoice.total, invoice.currency)}</span>
          <span class={`badge ${invoiceTones[invoice.status ?? ''] ?? ''}`}>
            {formatWord(invoice.status ?? '')}
          </span>
        </li>
      ))}
    </ul>
  );
}
