import type Stripe from 'stripe';
import {
  applyCreditNote,
  splitCredit,
  totalOf,
  voidCreditNote,
  writeCreditNote,
  type CreditLine,
  type NewCreditNote,
} from '../billing/credit-notes';
import { roundCents } from '../billing/money';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { cut, page, type PageParams } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { refundCharge } from './refunds';

type Create = Stripe.CreditNoteCreateParams;
type Line = Stripe.CreditNoteCreateParams.Line;

export const creditNoteRoutes = [
  route<Create>('POST /v1/credit_notes', (account, params) =>
    render(account, issue(account, params)),
  ),

  route<Stripe.CreditNotePreviewParams>('GET /v1/credit_notes/preview', (account, params) =>
    account.dryRun(() => render(account, issue(account, params))),
  ),

  route<Stripe.CreditNoteListPreviewLineItemsParams>(
    'GET /v1/credit_notes/preview/lines',
    (account, params) =>
      account.dryRun(() => {
        const { id } = issue(account, params);
        return linesPage(account, id, '/v1/credit_notes/preview/lines', {
          ...given(params, 'limit', 'starting_after', 'ending_before'),
        });
      }),
  ),

  route<object>('GET /v1/credit_notes/{id}', (account, _params, id) =>
    render(account, account.require('credit_note', id)),
  ),

  route<Stripe.CreditNoteUpdateParams>('POST /v1/credit_notes/{id}', (account, params, id) => {
    const { metadata } = account.require('credit_note', id);
    const changed = account.change('credit_note', id, 'credit_note.updated', {
      ...(params.memo === undefined ? {} : { memo: params.memo }),
      metadata: mergeMetadata(metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<object>('POST /v1/credit_notes/{id}/void', (account, _params, id) =>
    render(account, voidCreditNote(account, account.require('credit_note', id))),
  ),

  route<Stripe.CreditNoteListLineItemsParams>(
    'GET /v1/credit_notes/{id}/lines',
    (account, params, id) => {
      account.require('credit_note', id);
      return linesPage(account, id, `/v1/credit_notes/${id}/lines`, params);
    },
  ),

  route<Stripe.CreditNoteListParams>('GET /v1/credit_notes', (account, params) => {
    const { customer, invoice } = params;
    const found = (
      invoice === undefined
        ? account.store.list('credit_note')
        : account.store.list('credit_note', 'invoice', invoice)
    ).filter((note) => customer === undefined || note.customer === customer);
    return page(account, found, params, '/v1/credit_notes');
  }),
];

function issue(account: Account, params: Create): Records['credit_note'] {
  const invoice = account.require('invoice', params.invoice, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'paid') {
    throw invalid('You can only issue credit notes for open or paid invoices.', 'invoice');
  }
  const lines = linesOf(account, invoice, params);
  const total = totalOf(lines);
  if (total < 1) throw invalid('A credit note must be for more than nothing.', 'amount');
  const refunds = linkedRefunds(account, invoice, params);
  checkCreditable(account, invoice, total, sumOf(refunds));
  const { after } = splitCredit(invoice, total);
  const { credit_amount: credit = 0, refund_amount: refund = 0 } = params;
  const { out_of_band_amount: outOfBand = 0 } = params;
  const linked = sumOf(refunds);
  if (credit + refund + linked + outOfBand !== after) {
    throw invalid(
      `The sum of credit amount, refund amount and out of band amount must equal the post payment amount (${after}).`,
    );
  }
  if (refund > 0) {
    const charge = refundable(account, invoice, refund);
    refunds.push({ amount: refund, id: refundCharge(account, charge, refund, {}).id });
  }
  const input: NewCreditNote = {
    balanceAmount: credit,
    effectiveAt: params.effective_at ?? account.now(),
    invoice,
    lines,
    memo: params.memo ?? null,
    metadata: mergeMetadata({}, params.metadata),
    outOfBandAmount: outOfBand,
    reason: params.reason ?? null,
    refunds,
  };
  const note = writeCreditNote(account, input);
  applyCreditNote(account, note, credit);
  return account.require('credit_note', note.id);
}

/** Refunds made before that a credit note accounts for. */
function linkedRefunds(
  account: Account,
  invoice: Records['invoice'],
  { refunds = [] }: Create,
): { amount: number; id: string }[] {
  return refunds.map(
    ({ amount_refunded: amount, payment_record_refund: other, refund: id }, at) => {
      const param = `refunds[${at}][refund]`;
      if (other) throw notBuilt('payment records of credit notes');
      if (id === undefined) throw missing(param);
      const refund = account.require('refund', id, param);
      const noted = account.store
        .all('credit_note', 'invoice', invoice.id)
        .flatMap(({ refunds: before, status }) => (status === 'issued' ? before : []))
        .filter((before) => before.refund === id)
        .reduce((sum, before) => sum + before.amount_refunded, 0);
      const left = refund.amount - noted;
      if (refund.charge !== findCharge(account, invoice)?.id || (amount ?? left) > left) {
        throw invalid('This refund is of another invoice or is used up.', param);
      }
      return { amount: amount ?? left, id };
    },
  );
}

function sumOf(refunds: readonly { amount: number }[]): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0);
}

function linesPage(account: Account, noteId: string, url: string, params: PageParams): JsonObject {
  const lines = account.store.all('credit_note_line_item', '_credit_note', noteId);
  const { shown, hasMore } = cut(lines, params);
  return {
    object: 'list',
    data: shown.map((line) => render(account, line)),
    has_more: hasMore,
    url,
  };
}

/** Credit notes and refunds made apart from them never come to more than the invoice. */
function checkCreditable(
  account: Account,
  invoice: Records['invoice'],
  total: number,
  linked: number,
): void {
  const notes = account.store
    .all('credit_note', 'invoice', invoice.id)
    .filter(({ status }) => status === 'issued');
  const credited = notes.reduce((sum, note) => sum + note.total, 0);
  const byNotes = notes
    .flatMap(({ refunds }) => refunds)
    .reduce((sum, { amount_refunded: amount }) => sum + amount, 0);
  const refunded = (findCharge(account, invoice)?.amount_refunded ?? 0) - byNotes - linked;
  const left = invoice.total - credited - refunded;
  if (total > left) {
    throw invalid(
      `The total of a credit note cannot exceed the creditable amount (${left}).`,
      'amount',
    );
  }
}

function linesOf(account: Account, invoice: Records['invoice'], params: Create): CreditLine[] {
  const { amount, lines } = params;
  if (lines && amount !== undefined) {
    throw invalid('You may only specify one of these parameters: amount, lines.');
  }
  if (lines) return lines.map((line, at) => lineOf(account, invoice, line, `lines[${at}]`));
  if (amount === undefined) throw missing('amount');
  return [
    {
      amount,
      description: `Credit for invoice ${invoice.number ?? invoice.id}`,
      discounts: [],
      invoiceLine: null,
      quantity: 1,
      unitAmount: amount,
    },
  ];
}

function lineOf(
  account: Account,
  invoice: Records['invoice'],
  line: Line,
  param: string,
): CreditLine {
  if (line.tax_rates || line.tax_amounts) throw notBuilt('taxes of credit notes');
  if (line.unit_amount_decimal !== undefined) throw notBuilt('unit_amount_decimal of credit notes');
  if (line.type === 'custom_line_item') {
    if (line.description === undefined) throw missing(`${param}[description]`);
    if (line.unit_amount === undefined) throw missing(`${param}[unit_amount]`);
    const quantity = line.quantity ?? 1;
    return {
      amount: line.unit_amount * quantity,
      description: line.description,
      discounts: [],
      invoiceLine: null,
      quantity,
      unitAmount: line.unit_amount,
    };
  }
  if (line.invoice_line_item === undefined) throw missing(`${param}[invoice_line_item]`);
  const name = `${param}[invoice_line_item]`;
  const billed = account.require('line_item', line.invoice_line_item, name);
  if (billed.invoice !== invoice.id) throw invalid('This line is on another invoice.', name);
  const share = (line.quantity ?? billed.quantity ?? 1) / (billed.quantity ?? 1);
  const amount = line.amount ?? roundCents(billed.amount * share);
  if (amount < 1 || amount > billed.amount) {
    throw invalid('A line can be credited up to its amount.', `${param}[amount]`);
  }
  return {
    amount,
    description: line.description ?? billed.description,
    discounts: (billed.discount_amounts ?? []).map(({ amount: off, discount }) => ({
      amount: roundCents((off * amount) / billed.amount),
      discount,
    })),
    invoiceLine: billed.id,
    quantity: line.quantity ?? null,
    unitAmount: null,
  };
}

function refundable(
  account: Account,
  invoice: Records['invoice'],
  amount: number,
): Records['charge'] {
  const charge = findCharge(account, invoice);
  const left = charge ? charge.amount_captured - charge.amount_refunded : 0;
  if (charge && amount <= left) return charge;
  throw invalid(`This invoice's payment can be refunded up to ${left}.`, 'refund_amount');
}

/** The charge that paid an invoice. */
function findCharge(account: Account, invoice: Records['invoice']): Records['charge'] | null {
  const { _payment_intent: id } = invoice;
  const intent = id === null ? null : account.find('payment_intent', id);
  const charge = intent?.latest_charge ? account.find('charge', intent.latest_charge) : null;
  return charge?.paid ? charge : null;
}
