/** @jsxImportSource hono/jsx */
import type { z } from 'zod';
import { Page } from '../../../kit/page/page';
import { formatBrand, formatDate, formatMoney } from '../format';
import type { receiptSchema } from './schema';

/** What a charge was, for whoever has the receipt's link. */
export function ReceiptPage({ charge }: { charge: z.infer<typeof receiptSchema> }) {
  const card = charge.payment_method_details?.card;
  const facts = [
    { name: 'Date', value: formatDate(charge.created) },
    { name: 'For', value: charge.description ?? 'Payment' },
    ...(card
      ? [{ name: 'Paid with', value: `${formatBrand(card.brand)} •••• ${card.last4}` }]
      : []),
    ...(charge.amount_refunded > 0
      ? [{ name: 'Refunded', value: formatMoney(charge.amount_refunded, charge.currency) }]
      : []),
  ];
  return (
    <Page standIn="stripe" title="Receipt" width="narrow" styles={['stripe.css']}>
      <div class="card stack">
        <h1>Receipt</h1>
        <p class="order-total">
          <span class="num">{formatMoney(charge.amount, charge.currency)}</span>
        </p>
        {!charge.paid && <p class="note is-bad">This payment failed; nothing was charged.</p>}
        <dl class="facts">
          {facts.map(({ name, value }) => (
            <div>
              <dt class="soft small">{name}</dt>
              <dd class="wrap">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Page>
  );
}
