/** @jsxImportSource hono/jsx */
import { formatInterval, formatMoney } from '../format';
import type { CheckoutSession, Recurring } from '../schema';
import type { AppliedDiscount } from './discount';
import { RemoveCode } from './promotion-code';

/** What is being bought, in the words of the page. */
interface Order {
  title: string;
  /** What is paid today, for example `$40.00`; null when only a card is saved. */
  total: string | null;
  /** `per month` after the total, or nothing. */
  interval: string;
  lines: { name: string; note: string; amount: string }[];
  submitLabel: string;
  /** What the buyer agrees to by paying. */
  terms: string;
}

/** Reads an order out of a session with expanded line items. */
export function toOrder(session: CheckoutSession): Order {
  const items = session.line_items?.data ?? [];
  const currency = session.currency ?? items[0]?.price?.currency ?? 'usd';
  const lines = items.map((item) => {
    const product = item.price?.product;
    const quantity = item.quantity ?? 1;
    const unit = item.price?.unit_amount ?? null;
    const each =
      unit === null
        ? ''
        : `${formatMoney(unit, currency)} ${formatInterval(item.price?.recurring ?? null)}`.trim();
    return {
      name: (typeof product === 'object' ? product.name : item.description) ?? 'Item',
      note: quantity > 1 ? `${quantity} × ${each}` : each,
      amount: formatMoney(item.amount_subtotal ?? item.amount_total, currency),
    };
  });
  const first = lines[0]?.name ?? 'your order';
  const recurring =
    items.map((item) => item.price?.recurring ?? null).find((found) => found !== null) ?? null;
  const isDiscounted = (session.total_details?.amount_discount ?? 0) > 0;
  const total = session.amount_total === null ? null : formatMoney(session.amount_total, currency);
  return {
    title: titleOf(session.mode, first),
    total: session.mode === 'setup' ? null : total,
    // A discount may end before the subscription does: its total is today's.
    interval: isDiscounted ? 'today' : formatInterval(recurring),
    lines,
    submitLabel: submitLabelOf(session, total),
    terms: termsOf(session.mode, recurring),
  };
}

function titleOf(mode: CheckoutSession['mode'], first: string): string {
  if (mode === 'subscription') return `Subscribe to ${first}`;
  return mode === 'payment' ? `Pay for ${first}` : 'Save a card';
}

function submitLabelOf(session: CheckoutSession, total: string | null): string {
  if (session.mode === 'setup') return 'Save card';
  if (session.mode === 'subscription') {
    const isTrial = session.amount_total === 0 && !session.total_details?.amount_discount;
    return isTrial ? 'Start trial' : 'Subscribe';
  }
  return total === null ? 'Pay' : `Pay ${total}`;
}

function termsOf(mode: CheckoutSession['mode'], recurring: Recurring | null): string {
  if (mode !== 'subscription' || recurring === null) {
    return 'This is a rehearsal: no money moves and no card leaves this machine.';
  }
  const { interval, interval_count: count } = recurring;
  const every = count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
  return `Renews ${every} until it is cancelled. This is a rehearsal: no money moves and no card leaves this machine.`;
}

interface ReceiptProps {
  order: Order;
  host: string | null;
  discount: AppliedDiscount | null;
  /** Where an entered code is taken back; null for a discount that was given. */
  removeAction: string | null;
}

/** The receipt at the left of the page. */
export function Receipt({ order, host, discount, removeAction }: ReceiptProps) {
  return (
    <div class="receipt">
      <p class="tiny soft mono">{host ?? 'Order'}</p>
      <ul class="receipt-lines">
        {order.lines.map((line) => (
          <li>
            <span class="grow">
              <span class="receipt-name">{line.name}</span>
              {line.note !== '' && <span class="small soft">{line.note}</span>}
            </span>
            <span class="mono num">{line.amount}</span>
          </li>
        ))}
        {discount !== null && (
          <li>
            <span class="grow">
              <span class="receipt-name">{discount.label}</span>
              {discount.terms !== '' && <span class="small soft">{discount.terms}</span>}
              {removeAction !== null && <RemoveCode action={removeAction} label={discount.label} />}
            </span>
            <span class="mono num">{discount.amount}</span>
          </li>
        )}
      </ul>
      {order.total !== null && (
        <p class="receipt-total">
          <span>Total due today</span>
          <span class="mono num">{order.total}</span>
        </p>
      )}
    </div>
  );
}
