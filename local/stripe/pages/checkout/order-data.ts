import { createClient, segment } from '../client';
import { formatDate, formatInterval, formatMoney } from '../format';
import type { CheckoutView, PagesPort } from '../port';
import { priceSchema, type CheckoutSession, type Recurring } from '../schema';

export interface OrderLine {
  id: string;
  name: string;
  note: string;
  amount: string;
  quantity: number;
  adjustable: { minimum: number; maximum: number } | null;
  isRemovable: boolean;
}

/** Something that may be added. */
export interface OrderOption {
  price: string;
  name: string;
  note: string;
}

/** What is being bought, in the words of the page. */
export interface Order {
  title: string;
  /** What is paid today, for example `$40.00`, or `30 days free`; null when only a card is saved. */
  headline: string | null;
  /** `per month` after the headline, `then $20.00 per month`, or nothing. */
  interval: string;
  lines: OrderLine[];
  /** What is taken today; null when only a card is saved. */
  total: string | null;
  /** Tax of today, when there is any or it is computed. */
  tax: string | null;
  /** What follows: `$20.00 per month`, and from when on. */
  later: { label: string; amount: string } | null;
  submitLabel: string;
  /** What the buyer agrees to by paying. */
  terms: string;
}

type Item = NonNullable<CheckoutSession['line_items']>['data'][number];

/**
 * Reads an order out of a session with expanded line items.
 *
 * @param now Unix seconds
 */
export function toOrder(session: CheckoutSession, view: CheckoutView, now: number): Order {
  const items = session.line_items?.data ?? [];
  const currency = session.currency ?? items[0]?.price?.currency ?? 'usd';
  const money = (amount: number) => formatMoney(amount, currency);
  const recurring = recurringOf(items);
  const total = session.amount_total === null ? null : money(session.amount_total);
  const isDiscounted = (session.total_details?.amount_discount ?? 0) > 0;
  const tax = session.total_details?.amount_tax ?? 0;
  const regular = recurring && `${money(regularOf(items))} ${formatInterval(recurring)}`;
  const trial = view.trialEnd !== null && regular !== null ? view.trialEnd : null;
  const isMixed = items.some(({ price }) => price !== null && price.recurring === null);
  return {
    title: titleOf(session.mode, nameOf(items[0])),
    ...headlineOf({ session, total, trial, now, regular, isDiscounted, recurring }),
    lines: items.map((item) => toLine(item, currency, view)),
    total: session.mode === 'setup' ? null : total,
    tax: tax > 0 || session.automatic_tax?.enabled ? money(tax) : null,
    later:
      regular !== null && (trial !== null || isMixed)
        ? { label: trial === null ? 'Then' : `Then, from ${formatDate(trial)}`, amount: regular }
        : null,
    submitLabel: submitLabelOf(session, total, trial !== null),
    terms: termsOf(session.mode, recurring),
  };
}

/** What may be added and is not in the order yet. */
export async function readOptions(
  port: PagesPort,
  session: CheckoutSession,
  { removable }: CheckoutView,
): Promise<OrderOption[]> {
  const added = (session.line_items?.data ?? []).filter(({ id }) => removable.includes(id));
  const taken = new Set(added.map(({ price }) => price?.id));
  const open = (session.optional_items ?? []).filter(({ price }) => !taken.has(price));
  const client = createClient(port);
  return Promise.all(
    open.map(async ({ price: id, quantity }) => {
      const path = `/v1/prices/${segment(id)}`;
      const price = await client.get(path, priceSchema, { expand: ['product'] });
      const { currency, product, recurring, unit_amount: amount } = price;
      const each = `${formatMoney(amount ?? 0, currency)} ${formatInterval(recurring)}`.trim();
      return {
        price: id,
        name: typeof product === 'object' ? product.name : 'Item',
        note: quantity > 1 ? `${quantity} × ${each}` : each,
      };
    }),
  );
}

interface HeadlineInput {
  session: CheckoutSession;
  total: string | null;
  trial: number | null;
  now: number;
  regular: string | null;
  isDiscounted: boolean;
  recurring: Recurring | null;
}

function headlineOf(input: HeadlineInput): Pick<Order, 'headline' | 'interval'> {
  const { session, total, trial, now, regular, isDiscounted, recurring } = input;
  if (session.mode === 'setup') return { headline: null, interval: '' };
  if (trial !== null) {
    const days = Math.max(1, Math.round((trial - now) / 86_400));
    const headline = `${days} ${days === 1 ? 'day' : 'days'} free`;
    return { headline, interval: `then ${regular ?? ''}` };
  }
  // A discount may end before the subscription does: its total is today's.
  return { headline: total, interval: isDiscounted ? 'today' : formatInterval(recurring) };
}

function toLine(item: Item, currency: string, view: CheckoutView): OrderLine {
  const quantity = item.quantity ?? 1;
  const unit = item.price?.unit_amount ?? null;
  const each =
    unit === null
      ? ''
      : `${formatMoney(unit, currency)} ${formatInterval(item.price?.recurring ?? null)}`.trim();
  const { adjustable_quantity: adjustable } = item;
  return {
    id: item.id,
    name: nameOf(item),
    note: quantity > 1 ? `${quantity} × ${each}` : each,
    amount: formatMoney(item.amount_subtotal ?? item.amount_total, currency),
    quantity,
    adjustable: adjustable
      ? { minimum: adjustable.minimum ?? 0, maximum: adjustable.maximum ?? 99 }
      : null,
    isRemovable: view.removable.includes(item.id),
  };
}

function nameOf(item: Item | undefined): string {
  const product = item?.price?.product;
  return (typeof product === 'object' ? product.name : item?.description) ?? 'Item';
}

function recurringOf(items: readonly Item[]): Recurring | null {
  return items.map(({ price }) => price?.recurring ?? null).find((found) => found !== null) ?? null;
}

/** What each period costs, before discounts: they may have ended by then. */
function regularOf(items: readonly Item[]): number {
  return items
    .filter(({ price }) => price !== null && price.recurring !== null)
    .reduce((sum, item) => sum + (item.amount_subtotal ?? item.amount_total), 0);
}

function titleOf(mode: CheckoutSession['mode'], first: string): string {
  if (mode === 'subscription') return `Subscribe to ${first}`;
  return mode === 'payment' ? `Pay for ${first}` : 'Save a card';
}

const SUBMIT_LABELS: Readonly<Record<string, string>> = {
  book: 'Book',
  donate: 'Donate',
  subscribe: 'Subscribe',
};

function submitLabelOf(session: CheckoutSession, total: string | null, isTrial: boolean): string {
  if (session.mode === 'setup') return 'Save card';
  if (session.mode === 'subscription') return isTrial ? 'Start trial' : 'Subscribe';
  if (session.amount_total === 0) return 'Complete order';
  const verb = SUBMIT_LABELS[session.submit_type ?? ''];
  if (verb !== undefined) return verb;
  return total === null ? 'Pay' : `Pay ${total}`;
}

const REHEARSAL = 'This is a rehearsal: no money moves and no card leaves this machine.';

function termsOf(mode: CheckoutSession['mode'], recurring: Recurring | null): string {
  if (mode !== 'subscription' || recurring === null) return REHEARSAL;
  const { interval, interval_count: count } = recurring;
  const every = count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
  return `Renews ${every} until it is cancelled. ${REHEARSAL}`;
}
