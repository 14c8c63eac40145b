import type Stripe from 'stripe';
import { taxOfInvoice } from '../billing/automatic-tax';
import { redeem } from '../billing/discounts';
import { draftInvoice, type NewInvoice, type NewLine } from '../billing/invoice-draft';
import { isEnded } from '../billing/lifecycle';
import { createSubscription, firstLines } from '../billing/new-subscription';
import { createInvoiceItem, pendingOf, takeItem, takePending } from '../billing/pending-items';
import { startSchedule } from '../billing/schedule-start';
import { periodOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt, StripeApiError } from '../kernel/errors';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { newSources } from './discount-params';
import { newItemOf } from './invoice-item-params';
import { linesAfter, refuseUnbuiltDetails } from './preview-lines';
import { newItems, purchaseOf } from './subscription-item-params';
import { trialEndOf } from './subscription-params';
import { taxRatesOf } from './tax-rates';

type Params = Stripe.InvoiceCreatePreviewParams;
type Subscription = Records['subscription'];

/**
 * The next invoice, as it stands or as it would be after a change; nothing is kept.
 *
 * @throws StripeApiError 404 `invoice_upcoming_none` when nothing is to come
 * @see https://docs.stripe.com/api/invoices/create_preview
 */
export function previewInvoice(account: Account, params: Params): JsonObject {
  if (params.schedule_details) throw notBuilt('schedule_details of invoice previews');
  if (params.preview_mode === 'recurring') throw notBuilt('preview_mode recurring');
  refuseUnbuiltDetails(params);
  const { schedule: scheduleId } = params;
  const schedule =
    scheduleId === undefined
      ? null
      : account.require('subscription_schedule', scheduleId, 'schedule');
  const [first] = schedule?.phases ?? [];
  if (schedule?.status === 'not_started' && first) {
    return account.dryRun(() =>
      account.at(first.start_date, () => {
        const { subscription } = startSchedule(account, schedule);
        const started = account.require('subscription', subscription ?? '');
        const draft = account.require('invoice', started.latest_invoice ?? '');
        return { ...render(account, draft), id: `upcoming_${draft.id}` };
      }),
    );
  }
  const subscription = subscriptionFor(account, params, schedule);
  return account.dryRun(() => {
    const id = `upcoming_${account.store.newId('invoice')}`;
    const input = subscription
      ? nextOf(account, params, subscription, id)
      : firstOf(account, params, id);
    const { automatic_tax: tax } = params;
    const fields = tax ? { automatic_tax: taxOfInvoice(tax.enabled) } : {};
    const invoice = draftInvoice(account, { ...input, fields: { ...input.fields, ...fields } });
    return render(account, invoice);
  });
}

/** Whose invoice is asked for: named, or the customer's that renews next; null for a new one. */
function subscriptionFor(
  account: Account,
  params: Params,
  schedule: Records['subscription_schedule'] | null,
): Subscription | null {
  const named = params.subscription ?? schedule?.subscription ?? undefined;
  if (named !== undefined) {
    const subscription = account.require('subscription', named, 'subscription');
    if (!isEnded(subscription.status)) return subscription;
    throw nothingUpcoming(subscription.customer);
  }
  if (params.customer === undefined) throw missing('customer');
  account.require('customer', params.customer, 'customer');
  if (params.subscription_details?.items) return null;
  const [next] = account.store
    .all('subscription', 'customer', params.customer)
    .filter(({ status }) => !isEnded(status))
    .sort((a, b) => periodOf(account, a.id).end - periodOf(account, b.id).end);
  return next ?? null;
}

/** What is on the next invoice of a subscription. */
function nextOf(
  account: Account,
  params: Params,
  { customer, currency, id: subscriptionId }: Subscription,
  id: string,
): NewInvoice {
  const period = periodOf(account, subscriptionId);
  addItems(account, params, { customer, currency, subscription: subscriptionId });
  const lines = linesAfter(account, account.require('subscription', subscriptionId), params, id);
  return {
    id,
    currency,
    ...discountsFor(account, { customer, currency }, params),
    ...taxRatesFor(account, params),
    customer: account.require('customer', customer),
    lines,
    period,
    reason: 'upcoming',
    subscription: account.require('subscription', subscriptionId),
    waitsAnHour: false,
  };
}

/** The first invoice of a subscription yet to be made, or what waits for an invoice of its own. */
function firstOf(account: Account, params: Params, id: string): NewInvoice {
  const customer = account.require('customer', params.customer ?? '');
  const now = account.now();
  const wanted = params.subscription_details?.items ? newSubscription(account, params) : null;
  const currency = wanted?.subscription.currency ?? params.currency ?? customer.currency ?? 'usd';
  addItems(account, params, { customer: customer.id, currency, subscription: null });
  const lines = wanted
    ? [...takePending(account, wanted.subscription.id, id, 'any'), ...wanted.lines]
    : pendingOf(account, customer.id, currency).map((item) => takeItem(account, item, id));
  if (lines.length === 0) throw nothingUpcoming(customer.id);
  return {
    id,
    currency,
    ...discountsFor(account, { customer: customer.id, currency }, params),
    customer,
    lines,
    period: { start: now, end: now },
    reason: 'upcoming',
    subscription: wanted?.subscription ?? null,
    waitsAnHour: false,
  };
}

function newSubscription(
  account: Account,
  { customer = '', subscription_details: details }: Params,
): { subscription: Subscription; lines: NewLine[] } {
  const items = newItems(account, { customer, items: details?.items ?? [] });
  const { currency } = purchaseOf({}, items, customer);
  const input = {
    currency,
    customer,
    defaultPaymentMethod: null,
    defaultTaxRates: taxRatesOf(account, details?.default_tax_rates, RATES_PARAM) ?? [],
    items,
    metadata: {},
    payNow: false,
    trialEnd: trialEndOf(account, { trial_end: details?.trial_end }),
  };
  const subscription = createSubscription(account, input);
  return { subscription, lines: firstLines(account, subscription, input) };
}

/** Amounts to try out beside those that wait. */
function addItems(
  account: Account,
  { invoice_items: items = [] }: Params,
  {
    customer,
    currency,
    subscription,
  }: { customer: string; currency: string; subscription: string | null },
): void {
  items.forEach((item, at) => {
    const param = `invoice_items[${at}]`;
    if (item.invoiceitem !== undefined) throw notBuilt('changed invoice items in previews');
    if (item.unit_amount !== undefined) {
      throw invalid('Use `amount` or `unit_amount_decimal`.', `${param}[unit_amount]`);
    }
    createInvoiceItem(account, {
      ...newItemOf(account, item, { currency, customer }, param),
      subscription,
    });
  });
}

/** Discounts to try out instead of those there are. */
function discountsFor(
  account: Account,
  { currency, customer }: { customer: string; currency: string },
  { discounts }: Params,
): { discounts?: string[] } {
  if (discounts === undefined) return {};
  const purchase = { amount: null, currency, customer };
  return {
    discounts: newSources(account, discounts, purchase).map(
      (source) => redeem(account, source, { customer }).id,
    ),
  };
}

const RATES_PARAM = 'subscription_details[default_tax_rates]';

/** Tax rates to try out instead of the subscription's. */
function taxRatesFor(
  account: Account,
  { subscription_details: details }: Params,
): { taxRates?: string[] } {
  const taxRates = taxRatesOf(account, details?.default_tax_rates, RATES_PARAM);
  return taxRates ? { taxRates } : {};
}

function nothingUpcoming(customer: string): StripeApiError {
  return new StripeApiError({
    status: 404,
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  });
}
