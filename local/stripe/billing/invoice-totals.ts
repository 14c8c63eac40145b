import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { spreadDiscounts, toPretaxCredits } from './invoice-discounts';
import { taxInvoice } from './invoice-taxes';

type Invoice = Records['invoice'];

/**
 * Changes a draft, or what is on it, and computes anew what it comes to: from its lines, the
 * discounts of each line and of the whole, the taxes, and its customer's balance.
 *
 * @param event how the change is announced, or null to stay silent
 * @param work changes lines; answers what else changes on the invoice
 */
export function changeDraft(
  account: Account,
  invoiceId: string,
  event: 'invoice.updated' | null,
  work: () => Partial<Invoice> = () => ({}),
): Invoice {
  return account.change('invoice', invoiceId, event, () => {
    const fields = work();
    const invoice = { ...account.require('invoice', invoiceId), ...fields };
    return { ...fields, ...totalsOf(account, invoice) };
  });
}

function totalsOf(account: Account, invoice: Invoice): Partial<Invoice> {
  const lines = account.store.all('line_item', 'invoice', invoice.id);
  const discounts = spreadDiscounts(account, invoice, lines);
  const taxes = taxInvoice(account, invoice, lines, discounts.lines);
  lines.forEach((line, at) => {
    const taken = discounts.lines[at] ?? [];
    account.change('line_item', line.id, null, {
      discount_amounts: taken,
      pretax_credit_amounts: toPretaxCredits(taken),
      taxes: taxes.lines[at] ?? [],
    });
  });
  const { balance } = account.require('customer', invoice.customer ?? '');
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const discounted = subtotal - discounts.sum;
  const total = discounted + taxes.exclusive;
  return {
    ...dueOf(total, balance),
    starting_balance: balance,
    subtotal,
    subtotal_excluding_tax: subtotal - taxes.heldBeforeDiscounts,
    total,
    total_discount_amounts: discounts.totals,
    total_excluding_tax: discounted - taxes.inclusive,
    total_pretax_credit_amounts: toPretaxCredits(discounts.totals),
    total_taxes: taxes.totals,
  };
}

/** What is to be paid of a total: credit (a negative balance) goes first, what is owed is added. */
export function dueOf(
  total: number,
  balance: number,
): { amount_due: number; amount_remaining: number } {
  const due = Math.max(0, total + balance);
  return { amount_due: due, amount_remaining: due };
}
