import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

type Transaction = Records['customer_balance_transaction'];

export interface BalanceMove {
  /** Minor units; below zero is credit for the customer, above zero is owed with the next invoice. */
  amount: number;
  currency: string;
  type: 'adjustment' | 'applied_to_invoice' | 'credit_note' | 'initial' | 'unapplied_from_invoice';
  invoice?: string;
  creditNote?: string;
  description?: string | null;
  metadata?: Record<string, string>;
}

/** Changes what a customer has as credit, announces it and writes it down. */
export function moveBalance(account: Account, customerId: string, move: BalanceMove): Transaction {
  const { balance, currency } = account.require('customer', customerId);
  account.change('customer', customerId, 'customer.updated', {
    balance: balance + move.amount,
    ...(currency === null ? { currency: move.currency } : {}),
  });
  return noteMove(account, customerId, move);
}

/** Writes down a change of the balance that has already been made. */
export function noteMove(account: Account, customerId: string, move: BalanceMove): Transaction {
  return account.create('customer_balance_transaction', {
    amount: move.amount,
    credit_note: move.creditNote ?? null,
    currency: move.currency,
    customer: customerId,
    description: move.description ?? null,
    ending_balance: account.require('customer', customerId).balance,
    invoice: move.invoice ?? null,
    metadata: move.metadata ?? {},
    type: move.type,
  });
}
