import {
  customerOf,
  discountedOf,
  invoiceOf,
  subscriptionOf,
  type RowOf,
  type World,
} from './revenue-world';

/**
 * Revenue of a world in loops over everything, as slow and as plain as can be: what the SQL is held to.
 * `admin.mrr`'s first migration says what the words mean.
 */
const DAY_MS = 86_400_000;
const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));
const isBefore = (instant: string | null, moment: number) =>
  instant !== null && Date.parse(instant) < moment;

interface Sold {
  subscription: number;
  product: string;
  /** Minor units per month, before discounts. */
  gross: number;
  months: number;
}

const monthsOf = (interval: string, count: number) => count * (interval === 'year' ? 12 : 1);

function soldBy(
  world: World,
  line: RowOf<'invoice_lines'>,
  number: number,
  moment: number,
  graceDays: number,
): Sold[] {
  const invoice = world.invoices.get(invoiceOf(number));
  const subscription = world.subscriptions.get(subscriptionOf(invoiceOf(number)));
  const price = world.prices.get(Number(line.price_id.slice(-1)));
  if (!invoice || !subscription || price?.usage_type !== 'licensed') return [];
  const covers = isBefore(line.period_start, moment) && !isBefore(line.period_end, moment);
  const counts =
    line.deleted_at === null &&
    line.currency === 'usd' &&
    invoice.deleted_at === null &&
    invoice.status !== 'void' &&
    invoice.status !== null;
  const due = Date.parse(invoice.due_at ?? invoice.created_at) + graceDays * DAY_MS;
  const isOwedOrPaid = isBefore(invoice.paid_at, moment) || due > moment;
  const runs =
    isBefore(subscription.started_at, moment) && !isBefore(subscription.ended_at, moment);
  if (!covers || !counts || !isOwedOrPaid || !runs) return [];
  const months = monthsOf(price.interval, price.interval_count);
  const known =
    price.unit_amount === null ? null : Math.sign(line.amount) * price.unit_amount * line.quantity;
  return [
    {
      subscription: subscriptionOf(invoiceOf(number)),
      product: line.product_id,
      gross: (known ?? (line.is_proration ? 0 : line.amount)) / months,
      months,
    },
  ];
}

/** What runs now, as subscriptions and their items tell it. */
function runningNow(world: World): Sold[] {
  return [...world.subscription_items].flatMap(([number, item]) => {
    const subscription = world.subscriptions.get(number);
    if (subscription?.status !== 'active' || subscription.currency !== 'usd') return [];
    if (item.deleted_at !== null) return [];
    const months = monthsOf(item.interval, 1);
    const gross = (item.unit_amount * item.quantity) / months;
    return [{ subscription: number, product: item.product_id, gross, months }];
  });
}

function merge(sold: Sold[]): Sold[] {
  const byItem = new Map<string, Sold>();
  for (const each of sold) {
    const key = `${each.subscription} ${each.product}`;
    const known = byItem.get(key);
    byItem.set(key, {
      ...each,
      gross: (known?.gross ?? 0) + each.gross,
      months: Math.min(known?.months ?? each.months, each.months),
    });
  }
  return [...byItem.values()].filter(({ gross }) => gross > 0);
}

function discountsAt(world: World, moment: number) {
  return [...world.discounts]
    .filter(([, { starts_at, ends_at, deleted_at }]) => {
      const ends = [ms(ends_at), ms(deleted_at)].filter((end) => end !== null);
      return isBefore(starts_at, moment) && ends.every((end) => end >= moment);
    })
    .sort(([a, first], [b, second]) => first.starts_at.localeCompare(second.starts_at) || a - b)
    .flatMap(([number, { reach, coupon_id }]) => {
      const coupon = world.coupons.get(Number(coupon_id.slice(-1)));
      if (!coupon || coupon.duration === 'once' || reach === 'invoice') return [];
      return [{ reach, subscription: discountedOf(number), coupon }];
    });
}

const takeOff = (left: number, coupon: RowOf<'coupons'>, months: number) =>
  Math.max(
    left * (1 - (coupon.percent_off ?? 0) / 100) -
      (coupon.currency === 'usd' ? (coupon.amount_off ?? 0) : 0) / months,
    0,
  );

function mrrAt(world: World, sold: Sold[], moment: number) {
  const discounts = discountsAt(world, moment);
  const items = merge(sold).map((item) => {
    const own = discounts.filter(
      ({ reach, subscription }) => reach === 'item' && subscription === item.subscription,
    );
    const net = own.reduce((left, { coupon }) => takeOff(left, coupon, item.months), item.gross);
    return { ...item, net };
  });
  return items.map((item) => {
    const together = items.filter(({ subscription }) => subscription === item.subscription);
    const total = together.reduce((sum, { net }) => sum + net, 0);
    const months = Math.min(...together.map((each) => each.months));
    const own = discounts.filter(
      ({ reach, subscription }) => reach === 'subscription' && subscription === item.subscription,
    );
    const of = customerOf(item.subscription);
    const inherited = discounts.filter(
      ({ reach, subscription }) => reach === 'customer' && customerOf(subscription) === of,
    );
    const given = own.length > 0 ? own : inherited;
    const left = given.reduce((rest, { coupon }) => takeOff(rest, coupon, months), total);
    const share = total > 0 ? left / total : 1;
    return { customer: of, product: item.product, amount: Math.round(item.net * share) };
  });
}

const isIn = (instant: string | null, from: number, until: number) =>
  instant !== null && Date.parse(instant) >= from && Date.parse(instant) < until;

function paidIn(world: World, from: number, until: number) {
  return [...world.invoices].filter(
    ([, { status, paid_at, currency, amount_paid, deleted_at }]) =>
      status === 'paid' &&
      isIn(paid_at, from, until) &&
      currency === 'usd' &&
      amount_paid > 0 &&
      deleted_at === null,
  );
}

const totalOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

function moneyOf(world: World, from: number, until: number) {
  const paid = paidIn(world, from, until).map(([, invoice]) => invoice);
  const late = paid.filter(({ attempt_count }) => attempt_count > 1);
  const refunds = [...world.refunds.values()].filter(
    ({ status, created_at, currency, deleted_at }) =>
      status === 'succeeded' &&
      isIn(created_at, from, until) &&
      currency === 'usd' &&
      deleted_at === null,
  );
  return {
    gross: totalOf(paid.map(({ amount_paid }) => amount_paid)),
    invoices: paid.length,
    recovered: totalOf(late.map(({ amount_paid }) => amount_paid)),
    recovered_invoices: late.length,
    refunded: totalOf(refunds.map(({ amount }) => amount)),
    refunds: refunds.length,
  };
}

function hasPaidBefore(world: World, customer: string, moment: number): boolean {
  return [...world.invoices].some(
    ([number, { status, amount_paid, paid_at }]) =>
      customerOf(subscriptionOf(number)) === customer &&
      status === 'paid' &&
      amount_paid > 0 &&
      isBefore(paid_at, moment),
  );
}

type Held = Map<string, number>;

function movementsOf(world: World, before: Held, after: Held, from: number) {
  const moved = { new: 0, expansion: 0, contraction: 0, churned: 0, reactivation: 0 };
  const counts = { new_customers: 0, churned_customers: 0 };
  for (const customer of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(customer) ?? 0;
    const became = after.get(customer) ?? 0;
    if (was === 0) {
      const isBack = hasPaidBefore(world, customer, from);
      moved[isBack ? 'reactivation' : 'new'] += became;
      if (!isBack) counts.new_customers += 1;
    } else if (became === 0) {
      moved.churned -= was;
      counts.churned_customers += 1;
    } else {
      moved[became > was ? 'expansion' : 'contraction'] += became - was;
    }
  }
  return { ...moved, ...counts };
}

function heldOf(mrr: ReturnType<typeof mrrAt>): Held {
  const held: Held = new Map();
  for (const { customer, amount } of mrr) {
    if (amount > 0) held.set(customer, (held.get(customer) ?? 0) + amount);
  }
  return held;
}

/** The figures of the last months up to now, and what was paid for each product in all of them. */
export function referenceRevenue(world: World, months: number, now: Date, graceDays: number) {
  const startOf = (back: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
  const starts = Array.from({ length: months }, (_, index) => startOf(months - 1 - index));
  const soldAt = (moment: number) =>
    [...world.invoice_lines].flatMap(([number, line]) =>
      soldBy(world, line, number, moment, graceDays),
    );
  const held = [
    ...starts.map((moment) => heldOf(mrrAt(world, soldAt(moment), moment))),
    heldOf(mrrAt(world, runningNow(world), now.getTime())),
  ];
  const list = starts.map((from, index) => {
    const before = held[index] ?? new Map<string, number>();
    const after = held[index + 1] ?? new Map<string, number>();
    return {
      month: new Date(from).toISOString().slice(0, 7),
      mrr_start: totalOf([...before.values()]),
      mrr: totalOf([...after.values()]),
      customers_start: before.size,
      customers: after.size,
      ...movementsOf(world, before, after, from),
      ...moneyOf(world, from, starts[index + 1] ?? now.getTime()),
    };
  });
  return { months: list, gross: grossByProduct(world, startOf(months - 1), now.getTime()) };
}

/** An invoice counts for the product of its largest line, the first one of equals. */
function grossByProduct(world: World, from: number, until: number): Record<string, number> {
  const gross: Record<string, number> = {};
  for (const [number, { amount_paid }] of paidIn(world, from, until)) {
    const lines = [...world.invoice_lines]
      .filter(([line, { deleted_at }]) => invoiceOf(line) === number && deleted_at === null)
      .map(([line, { amount, product_id }]) => ({ id: `invoice_lines${line}`, amount, product_id }))
      .sort((a, b) => b.amount - a.amount || (a.id < b.id ? -1 : 1));
    const product = lines[0]?.product_id ?? 'none';
    gross[product] = (gross[product] ?? 0) + amount_paid;
  }
  return gross;
}
