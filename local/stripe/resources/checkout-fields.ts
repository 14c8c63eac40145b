import type Stripe from 'stripe';
import type { CheckoutPayer } from '../kernel/checkout-draft';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Create = Stripe.Checkout.SessionCreateParams;
type Session = Records['checkout.session'];
type CustomField = Session['custom_fields'][number];

/** A page has at most so many fields of the shop's own. */
const FIELDS_MAX = 3;
const OPTIONS_MAX = 200;

/** What a session's page asks for and says besides the payment. */
export function pageFieldsOf(params: Create): Partial<Session> {
  const { consent_collection: consent } = params;
  return {
    billing_address_collection: params.billing_address_collection ?? null,
    consent_collection: consent
      ? {
          payment_method_reuse_agreement: consent.payment_method_reuse_agreement ?? null,
          promotions: consent.promotions ?? null,
          terms_of_service: consent.terms_of_service ?? null,
        }
      : null,
    custom_fields: (params.custom_fields ?? []).map(toField),
    custom_text: textsOf(params.custom_text ?? {}),
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    submit_type: params.submit_type ?? null,
    tax_id_collection: {
      enabled: params.tax_id_collection?.enabled ?? false,
      required: params.tax_id_collection?.required ?? 'never',
    },
  };
}

function textsOf({
  after_submit: after,
  shipping_address: shipping,
  submit,
  terms_of_service_acceptance: terms,
}: NonNullable<Create['custom_text']>): Session['custom_text'] {
  if (shipping) throw notBuilt('custom_text[shipping_address] of checkout sessions');
  return {
    after_submit: orNull(after),
    shipping_address: null,
    submit: orNull(submit),
    terms_of_service_acceptance: orNull(terms),
  };
}

function toField(
  field: Stripe.Checkout.SessionCreateParams.CustomField,
  at: number,
  all: readonly { key: string }[],
): CustomField {
  const param = `custom_fields[${at}]`;
  const { key, label, optional, type } = field;
  if (all.length > FIELDS_MAX) {
    throw invalid(`You may only specify up to ${FIELDS_MAX} custom fields.`, 'custom_fields');
  }
  if (!/^[A-Za-z0-9]{1,200}$/.test(key)) {
    throw invalid('A key must be alphanumeric, up to 200 characters.', `${param}[key]`);
  }
  if (all.findIndex((each) => each.key === key) !== at) {
    throw invalid('The keys of custom fields must be unique.', `${param}[key]`);
  }
  if (label.custom.length > 50) {
    throw invalid('A label has up to 50 characters.', `${param}[label][custom]`);
  }
  return { key, label, optional: optional ?? false, type, ...kindOf(field, param) };
}

function kindOf(
  { dropdown, numeric, text, type }: Stripe.Checkout.SessionCreateParams.CustomField,
  param: string,
): Pick<CustomField, 'dropdown' | 'numeric' | 'text'> {
  if (type === 'dropdown') {
    if (!dropdown) throw missing(`${param}[dropdown]`);
    const { default_value: given = null, options } = dropdown;
    if (options.length < 1 || options.length > OPTIONS_MAX) {
      throw invalid('A dropdown has 1 to 200 options.', `${param}[dropdown][options]`);
    }
    if (given !== null && !options.some(({ value }) => value === given)) {
      throw invalid('The default must be one of the options.', `${param}[dropdown]`);
    }
    return { dropdown: { default_value: given, options, value: null } };
  }
  const lengths = (type === 'numeric' ? numeric : text) ?? {};
  const whole = {
    default_value: lengths.default_value ?? null,
    maximum_length: lengths.maximum_length ?? null,
    minimum_length: lengths.minimum_length ?? null,
    value: null,
  };
  return type === 'numeric' ? { numeric: whole } : { text: whole };
}

/** What is wrong with the answer to a custom field, in the words of the page; null when nothing. */
export function answerProblem(field: CustomField, answer: string): string | null {
  if (answer === '') return field.optional ? null : 'This field is required.';
  if (field.dropdown) {
    const isKnown = field.dropdown.options.some(({ value }) => value === answer);
    return isKnown ? null : 'Choose one of the options.';
  }
  if (field.numeric && !/^\d+$/.test(answer)) return 'Only digits are allowed here.';
  const { maximum_length: max, minimum_length: min } = field.numeric ?? field.text ?? {};
  if (typeof min === 'number' && answer.length < min) return `At least ${min} characters.`;
  if (typeof max === 'number' && answer.length > max) return `At most ${max} characters.`;
  return answer.length > 255 ? 'At most 255 characters.' : null;
}

/** Custom fields with what the customer has answered. */
export function answered(session: Session, { answers }: CheckoutPayer): CustomField[] {
  return session.custom_fields.map((field) => {
    const value = answers[field.key] === '' ? null : (answers[field.key] ?? null);
    if (field.dropdown) return { ...field, dropdown: { ...field.dropdown, value } };
    if (field.numeric) return { ...field, numeric: { ...field.numeric, value } };
    return field.text ? { ...field, text: { ...field.text, value } } : field;
  });
}

/** What the customer has agreed to; null when nothing was asked. */
export function consentOf(session: Session, payer: CheckoutPayer): Session['consent'] {
  const asked = session.consent_collection;
  if (!asked) return null;
  return {
    promotions:
      asked.promotions === 'auto' ? (payer.acceptsPromotions ? 'opt_in' : 'opt_out') : null,
    terms_of_service: asked.terms_of_service === 'required' ? 'accepted' : null,
  };
}
