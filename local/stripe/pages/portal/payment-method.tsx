/** @jsxImportSource hono/jsx */
import { Page } from '../../../kit/page/page';
import { Authentication, CardFields, TestCards, type FieldError } from '../card-form';
import type { TypedCard } from '../card-input';
import type { PortalContext } from './context';
import { PortalFrame } from './frame';

interface AddCardProps {
  context: PortalContext;
  typed: TypedCard;
  error?: FieldError | undefined;
}

/** A new card, which becomes the default for every further payment. */
export function AddCard({ context, typed, error }: AddCardProps) {
  return (
    <PortalFrame
      context={context}
      title="Add a payment method"
      isStep
      task="payment_method_update"
      problem={error?.field === 'card' ? error.message : undefined}
    >
      <form
        class="card stack"
        method="post"
        action={`${context.base}/payment-method`}
        novalidate
        data-card
      >
        <CardFields typed={typed} error={error} />
        <p class="small soft">The card becomes the default and pays every further invoice.</p>
        <button
          class="button is-primary"
          data-testid="hosted-payment-submit-button"
          data-busy="Saving…"
        >
          Add card
        </button>
        <TestCards />
      </form>
    </PortalFrame>
  );
}

/** The bank's question before a card is saved. */
export function AuthenticateCard({ context }: { context: PortalContext }) {
  return (
    <Page standIn="stripe" title="Confirm it is you" width="narrow" styles={['stripe.css']}>
      <Authentication
        action={`${context.base}/payment-method/authenticate`}
        amount={null}
        host={context.host ?? 'The product'}
      />
    </Page>
  );
}
