import type Stripe from 'stripe';
import { invoiceTax } from '../billing/automatic-tax';
import { DAY, HOUR } from '../billing/calendar';
import { redeem } from '../billing/discounts';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull, toAddress } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { newSources } from './discount-params';
import { requireMethod } from './payment-methods';
import { taxRatesOf } from './tax-rates';

type Invoice = Records['invoice'];
type Params = Stripe.InvoiceCreateParams | Stripe.InvoiceUpdateParams;

/** What cannot change any more once an invoice is final. */
const FROZEN = [
  'automatic_tax',
  'automatically_finalizes_at',
  'collection_method',
  'custom_fields',
  'default_tax_rates',
  'description',
  'discounts',
  'effective_at',
  'footer',
  'number',
  'rendering',
  'shipping_details',
  'statement_descriptor',
] as const;

/** @throws StripeApiError 400 when a request would change what is final */
export function refuseFrozen({ status }: Invoice, params: Params): void {
  if (status === 'draft') return;
  const frozen = FROZEN.find((name) => params[name] !== undefined);
  if (frozen === undefined) return;
  throw invalid(
    `Finalized invoices can't be updated in this way: ${frozen}`,
    frozen,
    'invoice_not_editable',
  );
}

/** What a request sets of an invoice, its collection apart. */
export function detailsOf(
  account: Account,
  params: Params,
  current: Pick<Invoice, 'customer' | 'metadata'>,
): Partial<Invoice> {
  const { default_payment_method: method } = params;
  if (
    method !== undefined &&
    requireMethod(account, method, 'default_payment_method').customer !== current.customer
  ) {
    throw invalid(
      'The payment method must be attached to the customer of the invoice.',
      'default_payment_method',
    );
  }
  const rates = taxRatesOf(account, params.default_tax_rates, 'default_tax_rates');
  return {
    ...setOf('description', params.description),
    ...setOf('effective_at', params.effective_at),
    ...setOf('footer', params.footer),
    ...setOf('number', params.number),
    ...setOf('custom_fields', params.custom_fields),
    ...setOf('statement_descriptor', params.statement_descriptor),
    ...setOf('default_payment_method', method),
    ...renderingOf(params),
    ...shippingOf(params),
    ...(rates ? { _default_tax_rates: rates } : {}),
    ...automaticTaxOf(account, current, params),
    metadata: mergeMetadata(current.metadata, params.metadata),
  };
}

function automaticTaxOf(
  account: Account,
  { customer }: Pick<Invoice, 'customer'>,
  { automatic_tax: tax }: Params,
): Partial<Invoice> {
  if (!tax) return {};
  return { automatic_tax: invoiceTax(account.require('customer', customer ?? ''), tax) };
}

function setOf<Key extends keyof Invoice, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Exclude<Value, '' | undefined> | null>> {
  if (value === undefined) return {};
  // One key with its value: the type of a computed name is wider than what it holds.
  return { [key]: orNull(value) } as Partial<Record<Key, Exclude<Value, '' | undefined> | null>>;
}

function renderingOf({ rendering }: Params): Partial<Invoice> {
  if (rendering === undefined) return {};
  if (rendering.template !== undefined) throw notBuilt('rendering templates of invoices');
  return {
    rendering: {
      amount_tax_display: orNull(rendering.amount_tax_display),
      pdf: rendering.pdf ? { page_size: rendering.pdf.page_size ?? 'auto' } : null,
      template: null,
      template_version: null,
    },
  };
}

function shippingOf({ shipping_details: details }: Params): Partial<Invoice> {
  if (details === undefined) return {};
  if (details === null || details === '') return { shipping_details: null };
  const address = toAddress(details.address);
  return {
    shipping_details: {
      ...(address ? { address } : {}),
      name: details.name,
      phone: orNull(details.phone),
    },
  };
}

/** How and when an invoice made by hand is collected. */
export function collectionOf(
  account: Account,
  params: Params,
  current: Invoice | null,
): Partial<Invoice> {
  const method = params.collection_method ?? current?.collection_method ?? 'charge_automatically';
  const { auto_advance: advance, automatically_finalizes_at: finalizesAt } = params;
  const isSent = method === 'send_invoice';
  const { due_date: dueDate, days_until_due: days } = params;
  if (!isSent && (dueDate !== undefined || days !== undefined)) {
    throw invalid(
      '`due_date` and `days_until_due` can only be set when `collection_method` is `send_invoice`.',
      dueDate === undefined ? 'days_until_due' : 'due_date',
    );
  }
  if (dueDate !== undefined && days !== undefined) {
    throw invalid('You may only specify one of these parameters: due_date, days_until_due.');
  }
  if (dueDate !== undefined && dueDate <= account.now()) {
    throw invalid('due_date must be in the future.', 'due_date');
  }
  const due = dueDate ?? (days === undefined ? current?.due_date : account.now() + days * DAY);
  if (isSent && (due === undefined || due === null)) {
    throw invalid(
      'You must pass `days_until_due` or `due_date` when `collection_method` is `send_invoice`.',
      'days_until_due',
    );
  }
  const isDraft = current === null || current.status === 'draft';
  return {
    collection_method: method,
    due_date: isSent ? (due ?? null) : null,
    ...(advance === undefined ? {} : { auto_advance: advance }),
    ...(isDraft && (advance !== undefined || finalizesAt !== undefined)
      ? {
          automatically_finalizes_at: finalizesAt ?? (advance ? account.now() + HOUR : null),
        }
      : {}),
  };
}

/** The discounts of an invoice as a whole; undefined leaves those that it has. */
export function invoiceDiscounts(
  account: Account,
  params: Params,
  { id, currency, customer }: { id: string; currency: string; customer: string },
): string[] | undefined {
  if (params.discounts === undefined) return undefined;
  return (orNull(params.discounts) ?? []).flatMap((entry) => {
    if (entry.discount !== undefined) {
      return account.require('discount', entry.discount, 'discounts').id;
    }
    return newSources(account, [entry], { amount: null, currency, customer }).map(
      (source) => redeem(account, source, { customer, invoice: id }).id,
    );
  });
}
