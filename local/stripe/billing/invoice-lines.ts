import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { addLine } from './invoice-draft';
import { changeDraft } from './invoice-totals';
import { takeItem } from './pending-items';

type InvoiceItem = Records['invoiceitem'];
type Line = Records['line_item'];

/** Fields that an invoice item and its line share. */
export type SharedFields = Partial<
  Pick<
    InvoiceItem,
    | 'amount'
    | 'description'
    | 'discountable'
    | 'metadata'
    | 'period'
    | 'pricing'
    | 'quantity'
    | '_tax_rates'
  >
> & { discounts?: string[] };

/**
 * The draft with this id.
 *
 * @throws StripeApiError 400 when it is final already
 */
export function requireDraft(
  account: Account,
  id: string,
  param: string | null = null,
): Records['invoice'] {
  const invoice = account.require('invoice', id, param);
  if (invoice.status !== 'draft') {
    throw invalid(
      "Finalized invoices can't be updated in this way",
      param ?? undefined,
      'invoice_not_editable',
    );
  }
  return invoice;
}

/** Writes items that wait on a draft. */
export function putOnDraft(account: Account, invoiceId: string, items: InvoiceItem[]): void {
  const invoice = account.require('invoice', invoiceId);
  for (const item of items) addLine(account, invoice, takeItem(account, item, invoiceId));
}

/** Changes an item and, when it is on an invoice, its line. */
export function changeItem(account: Account, item: InvoiceItem, fields: SharedFields): InvoiceItem {
  const changed = account.change('invoiceitem', item.id, null, {
    ...fields,
    ...(fields.amount === undefined ? {} : { net_amount: fields.amount }),
    ...quantityOf(fields),
  });
  const line = item.invoice === null ? null : lineOf(account, item);
  if (line) changeLine(account, line, fields);
  return changed;
}

/** Changes a line alone; the totals of its invoice follow with `changeDraft`. */
export function changeLine(account: Account, line: Line, fields: SharedFields): Line {
  const { metadata, ...rest } = fields;
  return account.change('line_item', line.id, null, {
    ...rest,
    ...(metadata ? { metadata } : {}),
    ...(fields.amount === undefined ? {} : { subtotal: fields.amount }),
    ...quantityOf(fields),
  });
}

function quantityOf({ quantity }: SharedFields): { quantity_decimal?: string } {
  return quantity === undefined ? {} : { quantity_decimal: String(quantity) };
}

/** The item that a line was made of; null for a period of a subscription. */
export function itemOfLine(account: Account, { parent }: Line): InvoiceItem | null {
  const id =
    parent?.invoice_item_details?.invoice_item ?? parent?.subscription_item_details?.invoice_item;
  return id ? account.find('invoiceitem', id) : null;
}

function lineOf(account: Account, item: InvoiceItem): Line | null {
  const lines = account.store.all('line_item', 'invoice', item.invoice ?? '');
  return lines.find((line) => itemOfLine(account, line)?.id === item.id) ?? null;
}

/** Takes the line of an item off its invoice: the item waits for another one. */
export function takeOff(account: Account, item: InvoiceItem): void {
  const line = lineOf(account, item);
  if (line) account.store.delete(line.id);
  account.change('invoiceitem', item.id, null, { invoice: null });
}

/** Deletes an item that waits or is on a draft, and its line with it. */
export function deleteItem(account: Account, id: string): void {
  const item = account.require('invoiceitem', id);
  const { invoice } = item;
  if (invoice === null) {
    account.remove('invoiceitem', id, 'invoiceitem.deleted');
    return;
  }
  requireDraft(account, invoice);
  changeDraft(account, invoice, 'invoice.updated', () => {
    takeOff(account, item);
    account.remove('invoiceitem', id, 'invoiceitem.deleted');
    return {};
  });
}

/** Deletes a draft that belongs to no subscription; what had waited for an invoice waits again. */
export function deleteDraft(account: Account, id: string): void {
  const draft = account.require('invoice', id);
  if (draft.status !== 'draft' || draft.parent?.subscription_details) {
    throw invalid(
      'You can only delete draft invoices. If you want to cancel this invoice, void it instead.',
      undefined,
      'invoice_not_editable',
    );
  }
  account.remove('invoice', id, 'invoice.deleted');
  for (const line of account.store.all('line_item', 'invoice', id)) {
    const item = itemOfLine(account, line);
    account.store.delete(line.id);
    if (item) account.change('invoiceitem', item.id, null, { invoice: null });
  }
}
