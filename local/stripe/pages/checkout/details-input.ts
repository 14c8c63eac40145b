import { textOf } from '../card-input';
import type { DetailsInput } from '../port';
import type { CheckoutSession } from '../schema';

/** What was typed besides the card, by the name of the field, to show it again. */
export type TypedDetails = Readonly<Record<string, string>>;

/** The name of a custom field's input. */
export function customName(key: string): string {
  return `custom-${key}`;
}

/** Names of the inputs on the page, by what they hold; the names are those of Stripe's page. */
export const DETAIL_NAMES = {
  country: 'billingCountry',
  postalCode: 'billingPostalCode',
  line1: 'billingAddressLine1',
  line2: 'billingAddressLine2',
  city: 'billingLocality',
  state: 'billingAdministrativeArea',
  phone: 'phoneNumber',
  businessName: 'businessName',
  taxId: 'taxId',
} as const;

export const TERMS_NAME = 'termsOfServiceConsentCheckbox';
export const PROMOTIONS_NAME = 'promotionsConsentCheckbox';

/** Reads what a posted page says besides the card; judging it is the emulator's business. */
export function readDetails(
  form: FormData,
  { custom_fields: fields }: CheckoutSession,
): { details: DetailsInput; typed: TypedDetails } {
  const typed: Record<string, string> = {};
  const read = (name: string) => (typed[name] = textOf(form, name));
  const details: DetailsInput = {
    acceptsPromotions: read(PROMOTIONS_NAME) !== '',
    acceptsTerms: read(TERMS_NAME) !== '',
    answers: Object.fromEntries(fields.map(({ key }) => [key, read(customName(key))])),
  };
  for (const [field, name] of Object.entries(DETAIL_NAMES)) {
    const value = read(name);
    if (value !== '') details[field as keyof typeof DETAIL_NAMES] = value;
  }
  return { details, typed };
}
