import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { Fixture } from './fixture';

/**
 * Looks through everything a customer was billed, charged, given back and credited: every cent of it
 * must be accounted for, once.
 */
export async function checkBooks({ stripe }: Fixture, customerId: string): Promise<void> {
  const of = { customer: customerId, limit: 100 };
  const all = { limit: 1000 };
  const invoices = await stripe.invoices.list(of).autoPagingToArray(all);
  const charges = await stripe.charges.list(of).autoPagingToArray(all);
  const notes = await stripe.creditNotes.list(of).autoPagingToArray(all);
  const moves = await stripe.customers
    .listBalanceTransactions(customerId, { limit: 100 })
    .autoPagingToArray(all);
  const customer = (await stripe.customers.retrieve(customerId)) as Stripe.Customer;
  invoices.forEach(checkInvoice);
  checkMoves(moves, customer.balance);

  const final = invoices.filter(({ status }) => status !== 'draft' && status !== 'void');
  // What was billed is paid, still owed, credited before it was paid, or was taken from the balance.
  const used = moves.filter(({ type }) => type.includes('applied'));
  expect(sum(final.map(({ total }) => total))).toBe(
    sum(final.map(({ amount_paid: paid, amount_remaining: open }) => paid + open)) +
      sum(final.map((invoice) => invoice.pre_payment_credit_notes_amount)) +
      sum(used.map(({ amount }) => amount)),
  );
  // What cards have paid is what invoices were paid with.
  expect(sum(charges.map(({ amount_captured: taken }) => taken))).toBe(
    sum(invoices.map(({ amount_paid: paid }) => paid)),
  );
  for (const { amount_refunded: back, amount_captured: taken } of charges) {
    expect(back).toBeLessThanOrEqual(taken);
  }
  const credited = moves.filter(({ type }) => type === 'credit_note');
  expect(sum(credited.map(({ amount }) => -amount))).toBe(
    sum(
      notes.map(
        ({ post_payment_amount: after, refunds }) =>
          after - sum(refunds.map((each) => each.amount_refunded)),
      ),
    ),
  );
}

function checkInvoice(invoice: Stripe.Invoice): void {
  const lines = invoice.lines.data;
  const taken = sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount));
  expect(sum(lines.map(({ amount }) => amount))).toBe(invoice.subtotal);
  expect(invoice.total).toBe(invoice.subtotal - taken);
  for (const { amount, discount_amounts: parts } of lines) {
    const off = sum((parts ?? []).map((part) => part.amount));
    expect(off).toBeGreaterThanOrEqual(0);
    expect(off).toBeLessThanOrEqual(Math.max(0, amount));
  }
  expect(invoice.amount_due).toBeGreaterThanOrEqual(0);
  expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
  if (invoice.status === 'draft') return;
  const used = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  expect(invoice.amount_due).toBe(invoice.total - used - invoice.pre_payment_credit_notes_amount);
}

/** Every change of the balance is on record, and each record follows from the one before. */
function checkMoves(newestFirst: Stripe.CustomerBalanceTransaction[], balance: number): void {
  let running = 0;
  for (const { amount, ending_balance: ending } of [...newestFirst].reverse()) {
    running += amount;
    expect(ending).toBe(running);
  }
  expect(balance).toBe(running);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
