/** @jsxImportSource hono/jsx */
import { formatDate, formatMoney, formatWord } from '../format';
import type { Invoice } from '../schema';
import type { PortalContext } from './context';
import { PortalFrame } from './frame';

interface InvoiceProps {
  context: PortalContext;
  invoice: Invoice;
  done?: string | undefined;
  problem?: string | undefined;
}

/** One invoice with its lines; an open one can be paid with the default card. */
export function InvoicePage({ context, invoice, done, problem }: InvoiceProps) {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const title = `Invoice ${invoice.number ?? invoice.id}`;
  return (
    <PortalFrame context={context} title={title} isStep done={done} problem={problem}>
      <div class="receipt">
        <p class="row between">
          <span class="tiny soft mono">{formatDate(invoice.created)}</span>
          <span class={`badge ${invoice.status === 'paid' ? 'is-good' : 'is-warn'}`}>
            {formatWord(invoice.status ?? '')}
          </span>
        </p>
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
        {invoice.total < invoice.subtotal && (
          <p class="row between small soft">
            <span>Discount</span>
            <span class="mono num">{money(invoice.total - invoice.subtotal)}</span>
          </p>
        )}
        <p class="receipt-total">
          <span>Total</span>
          <span class="mono num">{money(invoice.total)}</span>
        </p>
        {invoice.amount_due !== invoice.total && (
          <p class="row between small soft">
            <span>After credit</span>
            <span class="mono num">{money(invoice.amount_due)}</span>
          </p>
        )}
        <p class="row between small soft">
          <span>Paid</span>
          <span class="mono num">{money(invoice.amount_paid)}</span>
        </p>
      </div>
      <p>
        <a class="button is-small" href={`${context.base}/invoices/${invoice.id}/pdf`}>
          Download PDF
        </a>
      </p>
      {invoice.status === 'open' && (
        <form method="post" action={`${context.base}/invoices/${invoice.id}/pay`}>
          <button class="button is-primary" data-busy="Paying…">
            Pay {money(invoice.amount_remaining)}
          </button>
        </form>
      )}
    </PortalFrame>
  );
}
