import { taxOfInvoice } from '../billing/automatic-tax';
import { redeem } from '../billing/discounts';
import { createInvoice, finalizeInvoice, payInvoice } from '../billing/invoices';
import { createIntent, payIntent } from '../billing/pay-intent';
import { createInvoiceItem } from '../billing/pending-items';
import { startSubscription } from '../billing/start';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import type { CheckoutPayer } from '../kernel/checkout-draft';
import { invalid } from '../kernel/errors';
import type { Decline, Records } from '../kernel/records';
import { customerFor } from './checkout-customer';
import { sessionSource } from './checkout-discounts';
import { answered, consentOf } from './checkout-fields';
import { sessionLines } from './checkout-line-items';
import { attach } from './payment-methods';
import { createSetup, succeedSetup } from './setup-intents';

type Session = Records['checkout.session'];

/** The bank said no: what was begun is undone. */
export class Declined extends Error {
  constructor(readonly decline: Decline) {
    super(decline.message);
  }
}

/** Everything that somebody who passed the page has asked for. */
interface Purchase {
  session: Session;
  customer: string | null;
  payer: CheckoutPayer;
  authenticated: boolean;
}

/**
 * Does what a session is for and announces that it is complete.
 *
 * @returns where the customer goes from here
 * @throws Declined when the card does not pay
 */
export function finish(
  account: Account,
  session: Session,
  payer: CheckoutPayer,
  authenticated: boolean,
): string {
  const customer = customerFor(account, session, payer);
  const purchase = { session, customer, payer, authenticated };
  const outcome =
    session.mode === 'subscription'
      ? finishSubscription(account, purchase)
      : session.mode === 'setup'
        ? finishSetup(account, purchase)
        : finishPayment(account, purchase);
  const { automatic_tax: tax } = session;
  const done = account.change('checkout.session', session.id, null, {
    ...outcome,
    automatic_tax: tax.enabled ? { ...tax, status: 'complete' } : tax,
    collected_information: {
      business_name: payer.businessName,
      individual_name: null,
      shipping_details: null,
    },
    consent: consentOf(session, payer),
    custom_fields: answered(session, payer),
    customer,
    customer_details: detailsOf(account, customer, payer),
    status: 'complete',
    url: null,
  });
  account.emit('checkout.session.completed', done);
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function detailsOf(
  account: Account,
  customer: string | null,
  payer: CheckoutPayer,
): Session['customer_details'] {
  const exempt = customer === null ? 'none' : account.require('customer', customer).tax_exempt;
  return {
    address: payer.address,
    business_name: payer.businessName,
    email: payer.email,
    individual_name: null,
    name: payer.businessName ?? payer.name,
    phone: payer.phone,
    tax_exempt: exempt ?? 'none',
    tax_ids: payer.taxId ? [payer.taxId] : [],
  };
}

function finishSubscription(
  account: Account,
  { authenticated, customer, payer, session }: Purchase,
): Partial<Session> {
  if (customer === null) throw new Error('A subscription needs a customer.');
  if (payer.paymentMethod !== null) attachOrDecline(account, payer.paymentMethod, customer);
  const { subscriptionData: data } = session._draft;
  const source = sessionSource(account, session);
  const lines = sessionLines(account, session.id).filter(({ quantity }) => quantity > 0);
  const { subscription, result } = startSubscription(
    account,
    {
      currency: session.currency,
      customer,
      defaultPaymentMethod: payer.paymentMethod,
      ...(session.automatic_tax.enabled ? { automaticTax: TAXED } : {}),
      defaultTaxRates: data.defaultTaxRates,
      invoiceSettings: data.invoiceSettings,
      description: data.description,
      items: lines
        .filter(({ price }) => price.recurring !== null)
        .map(({ line, price, quantity }) => ({ price, quantity, taxRates: line.taxRates })),
      metadata: data.metadata,
      missingPaymentMethod: data.missingPaymentMethod,
      payNow: payer.paymentMethod !== null,
      trialEnd:
        data.trialEnd ??
        (data.trialPeriodDays === null ? null : account.now() + data.trialPeriodDays * 86_400),
      billingCycleAnchor: data.billingCycleAnchor,
      isFreeUntilAnchor: data.isFreeUntilAnchor,
      discounts: source ? [source] : [],
      addItems: (started) => addOneTime(account, session, started),
    },
    { offSession: false, authenticated },
  );
  if (result.kind === 'declined') throw new Declined(result.decline);
  return {
    invoice: subscription.latest_invoice,
    payment_status: session.amount_total === 0 ? 'no_payment_required' : 'paid',
    subscription: subscription.id,
  };
}

const TAXED: Records['subscription']['automatic_tax'] = {
  disabled_reason: null,
  enabled: true,
  liability: { type: 'self' },
};

/** What is paid once beside a subscription goes on its first invoice. */
function addOneTime(account: Account, session: Session, started: Records['subscription']): void {
  const now = account.now();
  const customer = account.require('customer', started.customer);
  for (const { amount, line, price, quantity } of sessionLines(account, session.id)) {
    if (price.recurring !== null || quantity === 0) continue;
    createInvoiceItem(account, {
      amount,
      currency: session.currency ?? price.currency,
      customer,
      description: productName(account, price),
      discountable: true,
      metadata: line.metadata,
      period: { start: now, end: now },
      price,
      quantity,
      subscription: started.id,
      taxRates: line.taxRates,
    });
  }
}

function finishPayment(account: Account, purchase: Purchase): Partial<Session> {
  const { customer, payer, session } = purchase;
  if (session._draft.invoiceData && customer !== null) {
    return finishInvoice(account, purchase, customer, session._draft.invoiceData);
  }
  const source = sessionSource(account, session);
  if (source) redeem(account, source, { checkoutSession: session.id, customer });
  if (payer.paymentMethod === null) return { payment_status: 'no_payment_required' };
  const { paymentIntentData: data } = session._draft;
  const intent = createIntent(account, {
    amount: session.amount_total ?? 0,
    captureMethod: data.captureMethod,
    currency: session.currency ?? 'usd',
    customer,
    paymentMethod: payer.paymentMethod,
    receiptEmail: data.receiptEmail,
    more: () => intentFields(session),
  });
  const result = payIntent(account, intent.id, payer.paymentMethod, {
    authenticated: purchase.authenticated,
    offSession: false,
  });
  if (result.kind === 'declined') throw new Declined(result.decline);
  // Money that is only held is not paid yet.
  const isPaid = result.intent.status === 'succeeded';
  return { payment_intent: intent.id, payment_status: isPaid ? 'paid' : 'unpaid' };
}

function intentFields({
  _draft: { paymentIntentData: data },
}: Session): Partial<Records['payment_intent']> {
  return {
    description: data.description,
    metadata: data.metadata,
    setup_future_usage: data.setupFutureUsage,
    statement_descriptor: data.statementDescriptor,
    statement_descriptor_suffix: data.statementDescriptorSuffix,
  };
}

/** The invoice of a one-time payment, paid at once. */
function finishInvoice(
  account: Account,
  { authenticated, payer, session }: Purchase,
  customerId: string,
  data: NonNullable<Session['_draft']['invoiceData']>,
): Partial<Session> {
  const now = account.now();
  const id = account.store.newId('invoice');
  const source = sessionSource(account, session);
  const discounts = source
    ? [redeem(account, source, { checkoutSession: session.id, customer: customerId }).id]
    : [];
  createInvoice(account, {
    id,
    currency: session.currency ?? 'usd',
    customer: account.require('customer', customerId),
    discounts,
    fields: {
      ...data,
      auto_advance: false,
      automatic_tax: taxOfInvoice(session.automatic_tax.enabled),
    },
    lines: sessionLines(account, session.id)
      .filter(({ quantity }) => quantity > 0)
      .map(({ amount, line, price, quantity }) => ({
        amount,
        description: productName(account, price),
        discountable: true,
        invoiceItem: null,
        isProration: false,
        metadata: line.metadata,
        period: { start: now, end: now },
        price,
        quantity,
        subscription: null,
        subscriptionItem: null,
        taxRates: line.taxRates,
      })),
    period: { start: now, end: now },
    reason: 'manual',
    subscription: null,
    waitsAnHour: false,
  });
  const { _payment_intent: intent } = finalizeInvoice(account, id);
  if (intent === null || payer.paymentMethod === null) {
    return { invoice: id, payment_status: 'no_payment_required' };
  }
  account.change('payment_intent', intent, null, intentFields(session));
  const options = { authenticated, offSession: false };
  const result = payInvoice(account, id, payer.paymentMethod, options);
  if (result.kind === 'declined') throw new Declined(result.decline);
  return { invoice: id, payment_intent: intent, payment_status: 'paid' };
}

function finishSetup(account: Account, { customer, payer, session }: Purchase): Partial<Session> {
  const { paymentMethod } = payer;
  if (paymentMethod === null) throw invalid('A setup needs a card.');
  if (customer !== null) attachOrDecline(account, paymentMethod, customer);
  const { setupIntentData: data } = session._draft;
  const intent = createSetup(account, {
    customer,
    description: data.description,
    metadata: data.metadata,
    paymentMethod,
    usage: 'off_session',
  });
  succeedSetup(account, intent.id);
  return { setup_intent: intent.id };
}

function attachOrDecline(account: Account, methodId: string, customer: string): void {
  const { attach: decline } = account.require('payment_method', methodId)._behavior;
  if (decline) throw new Declined(decline);
  attach(account, methodId, customer);
}
