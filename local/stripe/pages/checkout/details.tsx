/** @jsxImportSource hono/jsx */
import { Field, type FieldError } from '../card-form';
import type { CheckoutSession, CustomField } from '../schema';
import { countries } from './countries';
import {
  customName,
  DETAIL_NAMES,
  PROMOTIONS_NAME,
  TERMS_NAME,
  type TypedDetails,
} from './details-input';

interface DetailsProps {
  session: CheckoutSession;
  typed: TypedDetails;
  error: FieldError | undefined;
}

interface TextProps extends Omit<DetailsProps, 'session'> {
  field: keyof typeof DETAIL_NAMES;
  label: string;
  autocomplete: string;
  type?: string;
}

/** One line of text, with its error below. */
function TextField({ field, label, autocomplete, type = 'text', typed, error }: TextProps) {
  const id = DETAIL_NAMES[field];
  const message = error?.field === field ? error.message : undefined;
  return (
    <Field id={id} label={label} error={message}>
      {(attributes) => (
        <input
          {...attributes}
          type={type}
          autocomplete={autocomplete}
          value={typed[id] ?? ''}
          autofocus={message !== undefined}
        />
      )}
    </Field>
  );
}

/** How to reach the buyer, where the shop wants to know it. */
export function PhoneField({ session, typed, error }: DetailsProps) {
  if (!session.phone_number_collection?.enabled) return null;
  return (
    <TextField
      field="phone"
      label="Phone"
      autocomplete="tel"
      type="tel"
      typed={typed}
      error={error}
    />
  );
}

/** Country and postal code, or the whole address when the shop requires it. */
export function AddressFields({ session, typed, error }: DetailsProps) {
  const isWhole = session.billing_address_collection === 'required';
  const shared = { typed, error };
  const { [DETAIL_NAMES.country]: country = 'US' } = typed;
  const postalCode = (
    <TextField field="postalCode" label="Postal code" autocomplete="postal-code" {...shared} />
  );
  return (
    <fieldset class="stack address">
      <legend class="label">Billing address</legend>
      <Field id={DETAIL_NAMES.country} label="Country" error={undefined}>
        {(attributes) => (
          <select {...attributes} autocomplete="country">
            {countries.map(({ code, name }) => (
              <option value={code} selected={code === country}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isWhole ? (
        <>
          <TextField field="line1" label="Address" autocomplete="address-line1" {...shared} />
          <TextField
            field="line2"
            label="Address, second line (optional)"
            autocomplete="address-line2"
            {...shared}
          />
          <div class="pair">
            {postalCode}
            <TextField field="city" label="City" autocomplete="address-level2" {...shared} />
          </div>
          <TextField
            field="state"
            label="State or region (optional)"
            autocomplete="address-level1"
            {...shared}
          />
        </>
      ) : (
        postalCode
      )}
    </fieldset>
  );
}

/** For a purchase by a business: its name and tax ID. */
export function TaxIdFields({ session, typed, error }: DetailsProps) {
  const { tax_id_collection: collection } = session;
  if (!collection?.enabled) return null;
  const note = collection.required === 'never' ? ' (optional)' : '';
  const shared = { autocomplete: 'off', typed, error };
  return (
    <div class="stack">
      <TextField
        field="businessName"
        label={`Business name${note}`}
        {...shared}
        autocomplete="organization"
      />
      <TextField field="taxId" label={`Tax ID${note}`} {...shared} />
    </div>
  );
}

/** A field of the shop's own. */
export function ShopField({
  field,
  typed,
  error,
}: { field: CustomField } & Omit<DetailsProps, 'session'>) {
  const id = customName(field.key);
  const message = error?.field === `custom:${field.key}` ? error.message : undefined;
  const lengths = field.numeric ?? field.text;
  const value = typed[id] ?? lengths?.default_value ?? field.dropdown?.default_value ?? '';
  return (
    <Field
      id={id}
      label={`${field.label.custom ?? field.key}${field.optional ? ' (optional)' : ''}`}
      error={message}
    >
      {(attributes) =>
        field.dropdown ? (
          <select {...attributes} autofocus={message !== undefined}>
            <option value="">Choose</option>
            {field.dropdown.options.map((option) => (
              <option value={option.value} selected={option.value === value}>
                {option.label}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            inputmode={field.numeric ? 'numeric' : 'text'}
            value={value}
            autofocus={message !== undefined}
          />
        )
      }
    </Field>
  );
}

/** What the buyer has to agree to, or may. */
export function Consents({ session, typed, error }: DetailsProps) {
  const { consent_collection: asked, custom_text: texts } = session;
  const message = error?.field === 'terms' ? error.message : undefined;
  return (
    <>
      {asked?.terms_of_service === 'required' && (
        <div>
          <label class="check" for={TERMS_NAME}>
            <input
              type="checkbox"
              id={TERMS_NAME}
              name={TERMS_NAME}
              value="yes"
              checked={Boolean(typed[TERMS_NAME])}
              autofocus={message !== undefined}
              {...(message === undefined
                ? {}
                : { 'aria-invalid': 'true', 'aria-describedby': `${TERMS_NAME}-error` })}
            />
            <span>
              {texts?.terms_of_service_acceptance?.message ??
                'I agree to the shop’s terms of service and privacy policy.'}
            </span>
          </label>
          {message !== undefined && (
            <p class="error" id={`${TERMS_NAME}-error`}>
              {message}
            </p>
          )}
        </div>
      )}
      {asked?.promotions === 'auto' && (
        <label class="check" for={PROMOTIONS_NAME}>
          <input
            type="checkbox"
            id={PROMOTIONS_NAME}
            name={PROMOTIONS_NAME}
            value="yes"
            checked={Boolean(typed[PROMOTIONS_NAME])}
          />
          <span>Send me news and offers by e-mail.</span>
        </label>
      )}
    </>
  );
}
