import type Stripe from 'stripe';
import {
  changeItem,
  changeLine,
  itemOfLine,
  putOnDraft,
  requireDraft,
  takeOff,
} from '../billing/invoice-lines';
import { changeDraft } from '../billing/invoice-totals';
import { createInvoiceItem } from '../billing/pending-items';
import type { Account } from '../kernel/account';
import { invalid, noSuch } from '../kernel/errors';
import { cut } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { changedItemOf, newItemOf, type ItemParams } from './invoice-item-params';

type Invoice = Records['invoice'];

/** Stripe: https://docs.stripe.com/api/invoice-line-item */
export const invoiceLineRoutes = [
  route<Stripe.InvoiceListLineItemsParams>('GET /v1/invoices/{id}/lines', (account, params, id) => {
    account.require('invoice', id);
    const { shown, hasMore } = cut(account.store.all('line_item', 'invoice', id), params);
    return {
      object: 'list',
      data: shown.map((line) => render(account, line)),
      has_more: hasMore,
      url: `/v1/invoices/${id}/lines`,
    };
  }),

  route<Stripe.InvoiceUpdateLineItemParams>(
    'POST /v1/invoices/{invoiceId}/lines/{id}',
    (account, params, invoiceId, id) => {
      const invoice = requireDraft(account, invoiceId);
      changeDraft(account, invoiceId, 'invoice.updated', () => {
        updateLine(account, invoice, id, params, '');
        return {};
      });
      return render(account, account.require('line_item', id));
    },
  ),

  route<Stripe.InvoiceAddLinesParams>('POST /v1/invoices/{id}/add_lines', (account, params, id) => {
    const invoice = requireDraft(account, id);
    const changed = changeDraft(account, id, 'invoice.updated', () => {
      params.lines.forEach((line, at) => {
        addTo(account, invoice, line, `lines[${at}]`);
      });
      return withMetadata(invoice, params.invoice_metadata);
    });
    return render(account, changed);
  }),

  route<Stripe.InvoiceUpdateLinesParams>(
    'POST /v1/invoices/{id}/update_lines',
    (account, params, id) => {
      const invoice = requireDraft(account, id);
      const changed = changeDraft(account, id, 'invoice.updated', () => {
        params.lines.forEach((line, at) => {
          updateLine(account, invoice, line.id, line, `lines[${at}]`);
        });
        return withMetadata(invoice, params.invoice_metadata);
      });
      return render(account, changed);
    },
  ),

  route<Stripe.InvoiceRemoveLinesParams>(
    'POST /v1/invoices/{id}/remove_lines',
    (account, params, id) => {
      const invoice = requireDraft(account, id);
      const changed = changeDraft(account, id, 'invoice.updated', () => {
        params.lines.forEach((line, at) => {
          removeLine(account, invoice, line, `lines[${at}]`);
        });
        return withMetadata(invoice, params.invoice_metadata);
      });
      return render(account, changed);
    },
  ),
];

function withMetadata(
  { metadata }: Invoice,
  update: Stripe.Emptyable<Stripe.MetadataParam> | undefined,
): Partial<Invoice> {
  return { metadata: mergeMetadata(metadata, update) };
}

function addTo(
  account: Account,
  invoice: Invoice,
  line: Stripe.InvoiceAddLinesParams.Line,
  param: string,
): void {
  const { invoice_item: waiting } = line;
  if (waiting !== undefined) {
    const name = `${param}[invoice_item]`;
    const item = account.require('invoiceitem', waiting, name);
    if (item.invoice !== null || item.customer !== invoice.customer) {
      throw invalid('This invoice item cannot be added to this invoice.', name);
    }
    putOnDraft(account, invoice.id, [item]);
    return;
  }
  const purchase = { currency: invoice.currency, customer: invoice.customer ?? '' };
  const item = createInvoiceItem(account, {
    ...newItemOf(account, line, purchase, param),
    subscription: null,
  });
  putOnDraft(account, invoice.id, [item]);
}

function updateLine(
  account: Account,
  invoice: Invoice,
  lineId: string,
  params: ItemParams,
  param: string,
): void {
  const line = requireLine(account, invoice, lineId, param);
  const item = itemOfLine(account, line);
  const fields = changedItemOf(
    account,
    params,
    item ?? line,
    {
      currency: invoice.currency,
      customer: invoice.customer ?? '',
      price: line.pricing?.price_details?.price,
    },
    param,
  );
  if (item) changeItem(account, item, fields);
  else changeLine(account, line, fields);
}

function removeLine(
  account: Account,
  invoice: Invoice,
  { id, behavior }: Stripe.InvoiceRemoveLinesParams.Line,
  param: string,
): void {
  const line = requireLine(account, invoice, id, param);
  const item = itemOfLine(account, line);
  if (!item) {
    throw invalid('A period of a subscription cannot be removed from its invoice.', `${param}[id]`);
  }
  takeOff(account, item);
  if (behavior === 'delete') account.remove('invoiceitem', item.id, 'invoiceitem.deleted');
}

function requireLine(
  account: Account,
  invoice: Invoice,
  id: string,
  param: string,
): Records['line_item'] {
  const line = account.find('line_item', id);
  if (line?.invoice !== invoice.id) {
    throw noSuch('line item', id, param === '' ? null : `${param}[id]`);
  }
  return line;
}
