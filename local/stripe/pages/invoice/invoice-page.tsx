/** @jsxImportSource hono/jsx */
import { Page } from '../../../kit/page/page';
import { CardFields, TestCards, type FieldError } from '../card-form';
import type { TypedCard } from '../card-input';
import { formatDate, formatMoney, formatWord } from '../format';
import type { HostedInvoice } from './schema';

interface InvoicePageProps {
  invoice: HostedInvoice;
  action: string;
  typed: TypedCard;
  error: FieldError | undefined;
}

/** An invoice for whoever has its link: what it is for, and a card form while it can be paid. */
export function HostedInvoicePage({ invoice, action, typed, error }: InvoicePageProps) {
  const title = `Invoice ${invoice.number ?? ''}`.trim();
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  return (
    <Page standIn="stripe" title={title} scripts={['forms.js']} styles={['stripe.css']}>
      <div class="checkout">
        <div class="stack checkout-order">
          <div>
            <h1 class="order-title">{title}</h1>
            <p class="order-total">
              <span class="num">{money(invoice.total)}</span>
            </p>
            <p class="soft">{stateOf(invoice)}</p>
          </div>
          <Lines invoice={invoice} />
          <p class="small soft wrap">
            Billed to {[invoice.customer_name, invoice.customer_email].filter(Boolean).join(', ')}
          </p>
          <p>
            <a class="button is-small" href={`${action}/pdf`}>
              Download PDF
            </a>
          </p>
        </div>
        {isPayable(invoice) ? (
          <form class="card stack checkout-form" method="post" action={action} novalidate data-card>
            {error?.field === 'card' && (
              <p class="note is-bad" role="alert">
                Nothing was charged. Use another card, or try again.
              </p>
            )}
            <CardFields typed={typed} error={error} />
            <button
              class="button is-primary is-full is-large"
              data-testid="hosted-payment-submit-button"
              data-busy="Processing…"
            >
              Pay {money(invoice.amount_remaining)}
            </button>
            <TestCards />
          </form>
        ) : (
          <div class="card stack">
            <h2>{formatWord(invoice.status)}</h2>
            <p class="soft">There is nothing to pay here. The PDF is for your books.</p>
          </div>
        )}
      </div>
    </Page>
  );
}

function Lines({ invoice }: { invoice: HostedInvoice }) {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const discount = invoice.subtotal - invoice.total;
  return (
    <div class="receipt">
      <ul class="receipt-lines">
        {invoice.lines.data.map((line) => (
          <li>
            <span class="grow">
              <span class="receipt-name">{line.description ?? 'Item'}</span>
              {line.period !== null && (
                <span class="small soft">
                  {formatDate(line.period.start)} to {formatDate(line.period.end)}
                </span>
              )}
            </span>
            <span class="mono num">{money(line.amount)}</span>
          </li>
        ))}
      </ul>
      {discount !== 0 && <Amount name="Discount" value={money(-discount)} />}
      <p class="receipt-total">
        <span>Total</span>
        <span class="mono num">{money(invoice.total)}</span>
      </p>
      {invoice.amount_due !== invoice.total && (
        <Amount name="After credit" value={money(invoice.amount_due)} />
      )}
      <Amount name="Paid" value={money(invoice.amount_paid)} />
    </div>
  );
}

function Amount({ name, value }: { name: string; value: string }) {
  return (
    <p class="row between small soft">
      <span>{name}</span>
      <span class="mono num">{value}</span>
    </p>
  );
}

/** Whether the page takes money for an invoice. */
export function isPayable({ status }: HostedInvoice): boolean {
  return status === 'open' || status === 'uncollectible';
}

/** One sentence on how an invoice stands. */
function stateOf({ status, due_date: due, created }: HostedInvoice): string {
  switch (status) {
    case 'paid':
      return 'This invoice is paid. Thank you.';
    case 'void':
      return 'This invoice is void: nothing is owed.';
    default:
      return due === null ? `Issued on ${formatDate(created)}` : `Due on ${formatDate(due)}`;
  }
}

/** The lines of an invoice's PDF. */
export function pdfLines(invoice: HostedInvoice): string[] {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const row = (text: string, amount: number) =>
    `${text.slice(0, 70).padEnd(72)}${money(amount).padStart(18)}`;
  const discount = invoice.subtotal - invoice.total;
  return [
    `Invoice ${invoice.number ?? ''}   (local test, no real money)`,
    '',
    `Issued      ${formatDate(invoice.created)}`,
    ...(invoice.due_date === null ? [] : [`Due         ${formatDate(invoice.due_date)}`]),
    `Status      ${formatWord(invoice.status)}`,
    `Bill to     ${[invoice.customer_name, invoice.customer_email].filter(Boolean).join(', ')}`,
    '',
    ...invoice.lines.data.map((line) => row(line.description ?? 'Item', line.amount)),
    '-'.repeat(90),
    ...(discount === 0 ? [] : [row('Discount', -discount)]),
    row('Total', invoice.total),
    row('Amount due', invoice.amount_due),
    row('Paid', invoice.amount_paid),
  ];
}
