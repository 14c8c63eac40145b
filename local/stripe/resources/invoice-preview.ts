import type Stripe from 'stripe';
import { applyItems } from '../billing/change';
import { redeem } from '../billing/discounts';
import { draftInvoice, type NewLine } from '../billing/invoice-draft';
import { takePending } from '../billing/pending-items';
import { nextPeriod } from '../billing/renewal';
import { periodLines, periodOf } from '../billing/subscription-items';
import { usageLines } from '../billing/usage-lines';
import type { Account } from '../kernel/account';
import { missing, notBuilt } from '../kernel/errors';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { newSources } from './discount-params';
import { itemChanges } from './subscription-item-params';
import { taxRatesOf } from './tax-rates';

type Params = Stripe.InvoiceCreatePreviewParams;

/** The next invoice, as it stands or as it would be after a change; nothing is kept. */
export function previewInvoice(account: Account, params: Params): JsonObject {
  if (params.subscription === undefined) {
    if (params.customer === undefined) throw missing('customer');
    throw notBuilt('invoice previews without a subscription');
  }
  const subscription = account.require('subscription', params.subscription, 'subscription');
  return account.dryRun(() => {
    const id = `upcoming_${account.store.newId('invoice')}`;
    const period = periodOf(account, subscription.id);
    const lines = linesAfter(account, subscription, params, id);
    const invoice = draftInvoice(account, {
      id,
      currency: subscription.currency,
      ...discountsFor(account, subscription, params),
      ...taxRatesFor(account, params),
      customer: account.require('customer', subscription.customer),
      lines,
      period,
      reason: 'upcoming',
      subscription: account.require('subscription', subscription.id),
      waitsAnHour: false,
    });
    return render(account, invoice);
  });
}

/** Discounts to try out instead of those there are. */
function discountsFor(
  account: Account,
  { currency, customer }: Records['subscription'],
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

/** Tax rates to try out instead of the subscription's. */
function taxRatesFor(
  account: Account,
  { subscription_details: details }: Params,
): {
  taxRates?: string[];
} {
  const param = 'subscription_details[default_tax_rates]';
  const taxRates = taxRatesOf(account, details?.default_tax_rates, param);
  return taxRates ? { taxRates } : {};
}

function linesAfter(
  account: Account,
  subscription: Records['subscription'],
  { subscription_details: details }: Params,
  invoiceId: string,
): NewLine[] {
  const behavior = details?.proration_behavior;
  const changes = itemChanges(
    account,
    subscription,
    details?.items ? { items: details.items } : {},
  );
  const applied = applyItems(
    account,
    subscription,
    {
      changes: changes ?? [],
      payment: 'attempt',
      prorationBehavior: behavior === 'none' ? 'none' : 'create_prorations',
      prorationDate: details?.proration_date ?? account.now(),
      resetAnchor: details?.billing_cycle_anchor?.type === 'now',
    },
    (fields) => account.change('subscription', subscription.id, null, fields),
  );
  const pending = takePending(account, subscription.id, invoiceId);
  if (applied.newPeriod) {
    return [
      ...pending,
      ...usageLines(account, subscription.id, applied.newPeriod.start),
      ...periodLines(account, subscription.id, applied.newPeriod),
    ];
  }
  const next = nextPeriod(account, applied.subscription, applied.past.end);
  const { cancel_at: cancelAt } = applied.subscription;
  const isLast = cancelAt !== null && cancelAt <= next.start;
  // Invoiced at once, a change is all that its invoice holds.
  if (behavior === 'always_invoice') return pending;
  const used = usageLines(account, subscription.id, applied.past.end);
  if (isLast) return [...pending, ...used];
  return [...pending, ...used, ...periodLines(account, subscription.id, next)];
}
