/** @jsxImportSource hono/jsx */
import { Page } from '../../../kit/page/page';
import { CardFields, Field, TestCards, type FieldError } from '../card-form';
import type { TypedCard } from '../card-input';
import { hostOf } from '../format';
import type { CheckoutSession } from '../schema';
import { AddressFields, Consents, PhoneField, ShopField, TaxIdFields } from './details';
import type { TypedDetails } from './details-input';
import type { AppliedDiscount } from './discount';
import { Receipt } from './order';
import { Options } from './order-controls';
import type { Order, OrderOption } from './order-data';
import { PromotionCode } from './promotion-code';

interface CheckoutPageProps {
  session: CheckoutSession;
  order: Order;
  options: readonly OrderOption[];
  needsCard: boolean;
  action: string;
  email: { value: string; isLocked: boolean };
  typed: TypedCard;
  typedDetails: TypedDetails;
  error: FieldError | undefined;
  discount: AppliedDiscount | null;
  /** What was typed as a promotion code, when it was not taken. */
  typedCode: string;
}

/** The hosted payment page of an open session. */
export function CheckoutPage(props: CheckoutPageProps) {
  return (
    <Page standIn="stripe" title={props.order.title} scripts={['forms.js']} styles={['stripe.css']}>
      <div class="checkout">
        <OrderColumn {...props} />
        <PaymentForm {...props} />
      </div>
    </Page>
  );
}

/** What is bought, with the forms that change it; scripts replace it without touching the card. */
function OrderColumn(props: CheckoutPageProps) {
  const { session, order, options, action, error, discount } = props;
  const host = hostOf(session.success_url);
  const allowsCodes = session.allow_promotion_codes === true;
  const codeAction = `${action}/promotion-code`;
  return (
    <div class="stack checkout-order" data-order-part="order">
      {session.cancel_url !== null && (
        <a class="back" href={session.cancel_url}>
          <span aria-hidden="true">←</span> Back{host === null ? '' : ` to ${host}`}
        </a>
      )}
      <div>
        <h1 class="order-title">{order.title}</h1>
        {order.headline !== null && (
          <p class="order-total">
            <span class="num">{order.headline}</span>{' '}
            {order.interval !== '' && <span class="order-interval">{order.interval}</span>}
          </p>
        )}
      </div>
      <Receipt
        order={order}
        host={host}
        discount={discount}
        removeAction={allowsCodes ? codeAction : null}
        orderAction={`${action}/order`}
        error={error}
      />
      <Options action={`${action}/order`} options={options} />
      {allowsCodes && discount === null && (
        <PromotionCode
          action={codeAction}
          typed={props.typedCode}
          error={at(error, 'promotionCode')}
        />
      )}
    </div>
  );
}

function PaymentForm(props: CheckoutPageProps) {
  const { session, order, needsCard, action, email, typed, typedDetails, error } = props;
  const details = { session, typed: typedDetails, error };
  const isAddressNeeded = needsCard || session.billing_address_collection === 'required';
  return (
    <form class="card stack checkout-form" method="post" action={action} novalidate data-card>
      <FormProblem error={error} allowsCodes={session.allow_promotion_codes === true} />
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
      <PhoneField {...details} />
      <div class="stack" data-order-part="card">
        {needsCard ? (
          <CardFields typed={typed} error={error} />
        ) : (
          <p class="note">No card is needed for this.</p>
        )}
      </div>
      {isAddressNeeded && <AddressFields {...details} />}
      <TaxIdFields {...details} />
      {session.custom_fields.map((field) => (
        <ShopField field={field} typed={typedDetails} error={error} />
      ))}
      <Consents {...details} />
      {session.custom_text?.submit && <p class="small">{session.custom_text.submit.message}</p>}
      <button
        class="button is-primary is-full is-large"
        data-testid="hosted-payment-submit-button"
        data-busy="Processing…"
        data-order-part="submit"
      >
        {order.submitLabel}
      </button>
      <p class="tiny soft">{order.terms}</p>
      {session.custom_text?.after_submit && (
        <p class="tiny soft">{session.custom_text.after_submit.message}</p>
      )}
      {needsCard && <TestCards />}
    </form>
  );
}

function FormProblem({
  error,
  allowsCodes,
}: {
  error: FieldError | undefined;
  allowsCodes: boolean;
}) {
  if (error?.field === 'promotionCode' && !allowsCodes) {
    return (
      <p class="note is-bad" role="alert">
        {error.message} Nothing was charged; this is the price without it.
      </p>
    );
  }
  if (error?.field !== 'card') return null;
  return (
    <p class="note is-bad" role="alert">
      Nothing was charged. Use another card, or try again.
    </p>
  );
}

function at(error: FieldError | undefined, field: FieldError['field']): string | undefined {
  return error?.field === field ? error.message : undefined;
}
