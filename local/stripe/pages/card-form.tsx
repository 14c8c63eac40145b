/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { testCards, type TypedCard } from './card-input';
import type { FieldName } from './port';

/** Something wrong with one field of a card form, or with the card as a whole. */
export interface FieldError {
  field: FieldName | 'card' | `quantity:${string}`;
  message: string;
}

interface FieldProps {
  id: string;
  label: string;
  error: string | undefined;
  children: (attributes: Record<string, string | boolean>) => Child;
}

/** Label above, input, error below, tied together for screen readers. */
export function Field({ id, label, error, children }: FieldProps) {
  const attributes: Record<string, string | boolean> =
    error === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, name: id, class: 'input', ...attributes })}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** The card fields, with the ids and names that Stripe's own page has. */
export function CardFields({ typed, error }: { typed: TypedCard; error: FieldError | undefined }) {
  const messageAt = (...fields: FieldError['field'][]): string | undefined =>
    error !== undefined && fields.includes(error.field) ? error.message : undefined;
  return (
    <div class="stack">
      <Field id="cardNumber" label="Card number" error={messageAt('number', 'card')}>
        {(attributes) => (
          <input
            {...attributes}
            class="input num"
            inputmode="numeric"
            autocomplete="cc-number"
            placeholder="1234 1234 1234 1234"
            value={typed.number}
            autofocus={messageAt('number', 'card') !== undefined}
          />
        )}
      </Field>
      <div class="pair">
        <Field id="cardExpiry" label="Expiry" error={messageAt('expiry')}>
          {(attributes) => (
            <input
              {...attributes}
              class="input num"
              inputmode="numeric"
              autocomplete="cc-exp"
              placeholder="MM / YY"
              value={typed.expiry}
            />
          )}
        </Field>
        <Field id="cardCvc" label="Security code" error={messageAt('cvc')}>
          {(attributes) => (
            <input
              {...attributes}
              class="input num"
              inputmode="numeric"
              autocomplete="cc-csc"
              placeholder="CVC"
            />
          )}
        </Field>
      </div>
      <Field id="billingName" label="Name on card" error={messageAt('name')}>
        {(attributes) => <input {...attributes} autocomplete="cc-name" value={typed.name} />}
      </Field>
    </div>
  );
}

/** The test cards; with scripts a press fills the form, without they can be read and typed. */
export function TestCards() {
  return (
    <section class="test-cards" aria-labelledby="test-cards">
      <h2 class="tiny-head" id="test-cards">
        Test cards
      </h2>
      <ul>
        {testCards.map(({ number, label }) => (
          <li>
            <button type="button" class="test-card" data-fill={number}>
              <span class="mono num">{number}</span>
              <span class="soft">{label}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="tiny soft">
        Any date in the future and any three digits do. Real cards are refused.
      </p>
    </section>
  );
}

/** The bank's question about a card that asks for authentication. */
export function Authentication(props: {
  action: string;
  /** Fields to bring back, for a form that has to be shown again. */
  hidden?: Readonly<Record<string, string>>;
  amount: string | null;
  host: string;
}) {
  return (
    <div class="card stack bank">
      <p class="tiny soft mono">Test bank · 3D Secure</p>
      <h1>Is this you?</h1>
      <p class="soft">
        {props.amount === null
          ? `${props.host} asks to save this card.`
          : `${props.host} asks for ${props.amount}.`}{' '}
        A real bank would now send a code to a phone. Here you decide how it ends.
      </p>
      <form class="row" method="post" action={props.action}>
        {Object.entries(props.hidden ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="button is-primary" name="outcome" value="complete">
          Complete authentication
        </button>
        <button class="button" name="outcome" value="fail">
          Fail authentication
        </button>
      </form>
    </div>
  );
}
