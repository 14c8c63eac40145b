/** @jsxImportSource hono/jsx */
import type { FieldError } from '../card-form';
import type { AppliedDiscount } from './discount';
import { QuantityForm, RemoveItem } from './order-controls';
import type { Order } from './order-data';
import { RemoveCode } from './promotion-code';

interface ReceiptProps {
  order: Order;
  host: string | null;
  discount: AppliedDiscount | null;
  /** Where an entered code is taken back; null for a discount that was given. */
  removeAction: string | null;
  /** Where quantities are changed. */
  orderAction: string;
  error: FieldError | undefined;
}

/** The receipt at the left of the page. */
export function Receipt(props: ReceiptProps) {
  const { order, host, discount, removeAction, orderAction, error } = props;
  return (
    <div class="receipt">
      <p class="tiny soft mono">{host ?? 'Order'}</p>
      <ul class="receipt-lines">
        {order.lines.map((line) => (
          <li>
            <span class="grow">
              <span class="receipt-name">{line.name}</span>
              {line.note !== '' && <span class="small soft">{line.note}</span>}
              <QuantityForm
                action={orderAction}
                line={line}
                error={error?.field === `quantity:${line.id}` ? error.message : undefined}
              />
              {line.isRemovable && <RemoveItem action={orderAction} line={line} />}
            </span>
            <span class="mono num">{line.amount}</span>
          </li>
        ))}
        {discount !== null && (
          <li>
            <span class="grow">
              <span class="receipt-name">{discount.label}</span>
              {discount.terms !== '' && <span class="small soft">{discount.terms}</span>}
              {removeAction !== null && <RemoveCode action={removeAction} label={discount.label} />}
            </span>
            <span class="mono num">{discount.amount}</span>
          </li>
        )}
        {order.tax !== null && (
          <li>
            <span>Tax</span>
            <span class="mono num">{order.tax}</span>
          </li>
        )}
      </ul>
      {order.later !== null && (
        <p class="receipt-later small soft">
          <span>{order.later.label}</span>
          <span class="mono num">{order.later.amount}</span>
        </p>
      )}
      {order.total !== null && (
        <p class="receipt-total" role="status" tabindex={-1}>
          <span>Total due today</span>
          <span class="mono num">{order.total}</span>
        </p>
      )}
    </div>
  );
}
