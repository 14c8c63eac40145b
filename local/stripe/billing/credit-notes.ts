import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { moveBalance } from './customer-balance';
import { creditWhole, setDue } from './invoice-payments';

type CreditNote = Records['credit_note'];
type Invoice = Records['invoice'];

/** A line of a credit note before it is written; amounts in minor units. */
export interface CreditLine {
  /** Before discounts. */
  amount: number;
  description: string | null;
  /** The part of the invoice line's discounts that falls on it. */
  discounts: { amount: number; discount: string }[];
  invoiceLine: string | null;
  quantity: number | null;
  unitAmount: number | null;
}

export interface NewCreditNote {
  invoice: Invoice;
  lines: CreditLine[];
  memo: string | null;
  metadata: Record<string, string>;
  reason: string | null;
  /** Minor units for the customer's balance, given back already, and settled elsewhere. */
  balanceAmount: number;
  refunds: { amount: number; id: string }[];
  outOfBandAmount: number;
  /** The date on it, Unix seconds. */
  effectiveAt: number;
}

/** What a credit note takes off what is still owed, and what it gives back of what was paid. */
export function splitCredit(invoice: Invoice, total: number): { before: number; after: number } {
  const owed = invoice.status === 'open' ? invoice.amount_remaining : 0;
  const before = Math.min(total, owed);
  return { before, after: total - before };
}

/** What lines come to once their discounts are taken off. */
export function totalOf(lines: readonly CreditLine[]): number {
  return lines.reduce((sum, line) => sum + line.amount - discountOf(line), 0);
}

function discountOf({ discounts }: CreditLine): number {
  return discounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** Stores a credit note with its lines; changes nothing else and announces nothing. */
export function writeCreditNote(account: Account, input: NewCreditNote): CreditNote {
  const { invoice, lines } = input;
  const total = totalOf(lines);
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const { before, after } = splitCredit(invoice, total);
  const issued = account.store.all('credit_note', 'invoice', invoice.id).length;
  const note = account.create('credit_note', {
    amount: total,
    amount_shipping: 0,
    currency: invoice.currency,
    customer: invoice.customer ?? '',
    discount_amount: subtotal - total,
    discount_amounts: sumByDiscount(lines),
    effective_at: input.effectiveAt,
    invoice: invoice.id,
    memo: input.memo,
    metadata: input.metadata,
    number: `${invoice.number ?? invoice.id}-CN-${String(issued + 1).padStart(2, '0')}`,
    out_of_band_amount: input.outOfBandAmount === 0 ? null : input.outOfBandAmount,
    // The type wants a link; an empty one is better than one that leads nowhere.
    pdf: '',
    post_payment_amount: after,
    pre_payment_amount: before,
    reason: input.reason,
    refunds: input.refunds.map(({ amount, id }) => ({
      amount_refunded: amount,
      payment_record_refund: null,
      refund: id,
      type: 'refund',
    })),
    status: 'issued',
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total,
    total_taxes: [],
    type: before === 0 ? 'post_payment' : after === 0 ? 'pre_payment' : 'mixed',
  });
  for (const line of lines) addLine(account, note, line);
  return note;
}

/** Lets an issued credit note count: on the invoice, and on the customer's balance. */
export function applyCreditNote(account: Account, note: CreditNote, balanceAmount: number): void {
  const { pre_payment_amount: before, post_payment_amount: after } = note;
  const invoice = account.change('invoice', note.invoice, 'invoice.updated', () => {
    const current = account.require('invoice', note.invoice);
    return {
      ...(before > 0 ? setDue(account, current, current.amount_due - before) : {}),
      post_payment_credit_notes_amount: current.post_payment_credit_notes_amount + after,
      pre_payment_credit_notes_amount: current.pre_payment_credit_notes_amount + before,
    };
  });
  if (balanceAmount > 0) {
    const { id } = moveBalance(account, note.customer, {
      amount: -balanceAmount,
      creditNote: note.id,
      currency: note.currency,
      invoice: note.invoice,
      type: 'credit_note',
    });
    account.change('credit_note', note.id, null, { customer_balance_transaction: id });
  }
  account.emit('credit_note.created', account.require('credit_note', note.id));
  if (before > 0 && invoice.amount_remaining === 0) creditWhole(account, invoice);
}

/**
 * Takes back a credit note on what is still owed.
 *
 * @throws StripeApiError 400 when the invoice is not open any more, or money was given back
 */
export function voidCreditNote(account: Account, note: CreditNote): CreditNote {
  const open = account.require('invoice', note.invoice);
  if (note.status === 'void') throw invalid('This credit note is already void.');
  if (open.status !== 'open' || note.post_payment_amount > 0) {
    throw invalid('You can only void credit notes of open invoices.');
  }
  account.change('invoice', open.id, 'invoice.updated', () => ({
    ...setDue(account, open, open.amount_due + note.pre_payment_amount),
    pre_payment_credit_notes_amount: open.pre_payment_credit_notes_amount - note.pre_payment_amount,
  }));
  const voided = account.change('credit_note', note.id, null, {
    status: 'void',
    voided_at: account.now(),
  });
  account.emit('credit_note.voided', voided);
  return voided;
}

function sumByDiscount(lines: readonly CreditLine[]): CreditLine['discounts'] {
  const sums = new Map<string, number>();
  for (const { amount, discount } of lines.flatMap(({ discounts }) => discounts)) {
    sums.set(discount, (sums.get(discount) ?? 0) + amount);
  }
  return [...sums].map(([discount, amount]) => ({ amount, discount }));
}

function addLine(account: Account, note: CreditNote, line: CreditLine): void {
  account.create('credit_note_line_item', {
    amount: line.amount,
    description: line.description,
    discount_amount: discountOf(line),
    discount_amounts: line.discounts,
    ...(line.invoiceLine === null ? {} : { invoice_line_item: line.invoiceLine }),
    metadata: {},
    quantity: line.quantity,
    taxes: [],
    type: line.invoiceLine === null ? 'custom_line_item' : 'invoice_line_item',
    unit_amount: line.unitAmount,
    unit_amount_decimal: line.unitAmount === null ? null : String(line.unitAmount),
    _credit_note: note.id,
  });
}
