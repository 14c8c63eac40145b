/** @jsxImportSource hono/jsx */
import { Page } from '../../../kit/page/page';
import { CardFields, Field, TestCards, type FieldError } from '../card-form';
import type { TypedCard } from '../card-input';
import { hostOf } from '../format';
import type { CheckoutSession } from '../schema';
import type { AppliedDiscount } from './discount';
import { Receipt, toOrder } from './order';
import { PromotionCode } from './promotion-code';

interface CheckoutPageProps {
  session: CheckoutSession;
  action: string;
  email: { value: string; isLocked: boolean };
  typed: TypedCard;
  error: FieldError | undefined;
  discount: AppliedDiscount | null;
  /** What was typed as a promotion code, when it was not taken. */
  typedCode: string;
}

/** The hosted payment page of an open session. */
export function CheckoutPage(props: CheckoutPageProps) {
  const { session, action, email, typed, error, discount } = props;
  const order = toOrder(session);
  const host = hostOf(session.success_url);
  const allowsCodes = session.allow_promotion_codes === true;
  const codeAction = `${action}/promotion-code`;
  return (
    <Page standIn="stripe" title={order.title} scripts={['forms.js']} styles={['stripe.css']}>
      <div class="checkout">
        <div class="stack checkout-order">
          {session.cancel_url !== null && (
            <a class="back" href={session.cancel_url}>
              <span aria-hidden="true">←</span> Back{host === null ? '' : ` to ${host}`}
            </a>
          )}
          <div>
            <h1 class="order-title">{order.title}</h1>
            {order.total !== null && (
              <p class="order-total">
                <span class="num">{order.total}</span>{' '}
                {order.interval !== '' && <span class="order-interval">{order.interval}</span>}
              </p>
            )}
          </div>
          <Receipt
            order={order}
            host={host}
            discount={discount}
            removeAction={allowsCodes ? codeAction : null}
          />
          {allowsCodes && discount === null && (
            <PromotionCode
              action={codeAction}
              typed={props.typedCode}
              error={at(error, 'promotionCode')}
            />
          )}
        </div>
        <form class="card stack checkout-form" method="post" action={action} novalidate data-card>
          {error?.field === 'promotionCode' && !allowsCodes && (
            <p class="note is-bad" role="alert">
              {error.message} Nothing was charged; this is the price without it.
            </p>
          )}
          {error?.field === 'card' && (
            <p class="note is-bad" role="alert">
              Nothing was charged. Use another card, or try again.
            </p>
          )}
          <Field id="email" label="E-mail" error={at(error, 'email')}>
            {(attributes) => (
              <input
                {...attributes}
                type="email"
                autocomplete="email"
                value={email.value}
                readonly={email.isLocked}
              />
            )}
          </Field>
          <CardFields typed={typed} error={error} />
          <button
            class="button is-primary is-full is-large"
            data-testid="hosted-payment-submit-button"
            data-busy="Processing…"
          >
            {order.submitLabel}
          </button>
          <p class="tiny soft">{order.terms}</p>
          <TestCards />
        </form>
      </div>
    </Page>
  );
}

function at(error: FieldError | undefined, field: FieldError['field']): string | undefined {
  return error?.field === field ? error.message : undefined;
}
