import type { Account } from '../kernel/account';
import type { CheckoutPayer } from '../kernel/checkout-draft';
import type { Records } from '../kernel/records';
import { readCardForm, type TypedCard } from './card-form';
import { answerProblem } from './checkout-fields';
import { createCard } from './payment-methods';

type Session = Records['checkout.session'];

/** What a person fills in on the hosted page besides the card; all as typed. */
interface TypedDetails {
  country?: string | undefined;
  postalCode?: string | undefined;
  line1?: string | undefined;
  line2?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  phone?: string | undefined;
  businessName?: string | undefined;
  taxId?: string | undefined;
  acceptsTerms?: boolean | undefined;
  acceptsPromotions?: boolean | undefined;
  /** Answers by the key of the custom field. */
  answers?: Record<string, string> | undefined;
}

export interface TypedPayer {
  email: string;
  card: TypedCard | null;
  details?: TypedDetails | undefined;
}

/** A field of the hosted page; one of the shop's own is `custom:` and its key. */
type PageField =
  | 'businessName'
  | 'city'
  | 'cvc'
  | 'email'
  | 'expiry'
  | 'line1'
  | 'name'
  | 'number'
  | 'phone'
  | 'postalCode'
  | 'promotionCode'
  | 'taxId'
  | 'terms'
  | `custom:${string}`;

export interface WrongField {
  kind: 'invalid';
  field: PageField;
  message: string;
}

/** Whether a session asks for a card: to be paid today, to be kept for later, or because it shall. */
export function needsCard(session: Session): boolean {
  if (session.mode === 'setup') return true;
  if ((session.amount_total ?? 0) > 0) return true;
  return session.mode === 'subscription' && session.payment_method_collection === 'always';
}

/** Checks what was typed as the page itself does, and makes a card of it; nobody is charged. */
export function readPayer(
  account: Account,
  session: Session,
  typed: TypedPayer,
): { kind: 'payer'; payer: CheckoutPayer } | WrongField {
  const details = typed.details ?? {};
  const email = session.customer_details?.email ?? typed.email.trim();
  const wrong = emailProblem(email) ?? detailsProblem(session, details);
  if (wrong) return wrong;
  const { card: typedCard } = typed;
  const country = blankToNull(details.country ?? typedCard?.country) ?? 'US';
  const payer: CheckoutPayer = {
    email,
    name: blankToNull(typedCard?.name),
    paymentMethod: null,
    address: {
      city: blankToNull(details.city),
      country,
      line1: blankToNull(details.line1),
      line2: blankToNull(details.line2),
      postal_code: blankToNull(details.postalCode ?? typedCard?.postalCode),
      state: blankToNull(details.state),
    },
    phone: blankToNull(details.phone),
    businessName: blankToNull(details.businessName),
    taxId: taxIdOf(blankToNull(details.taxId), country),
    acceptsTerms: details.acceptsTerms === true,
    acceptsPromotions: details.acceptsPromotions === true,
    answers: Object.fromEntries(
      session.custom_fields.map(({ key }) => [key, (details.answers?.[key] ?? '').trim()]),
    ),
  };
  if (!needsCard(session)) return { kind: 'payer', payer };
  const form = readCardForm(account, typedCard ?? NO_CARD);
  if (form.kind === 'invalid') return form;
  const { address, name, phone } = payer;
  const method = createCard(account, {
    card: form.card,
    expMonth: form.expMonth,
    expYear: form.expYear,
    cvcChecked: true,
    billing: { address, email, name, phone },
  });
  return { kind: 'payer', payer: { ...payer, paymentMethod: method.id } };
}

const NO_CARD: TypedCard = { number: '', expMonth: '', expYear: '', cvc: '' };

function emailProblem(email: string): WrongField | null {
  const isAddress = /^[^@\s]+@[^@\s]+\.[^@\s]+$|^[^@\s]+@localhost$/.test(email);
  return isAddress ? null : wrong('email', 'Your email is invalid.');
}

function detailsProblem(session: Session, details: TypedDetails): WrongField | null {
  const required: [PageField, string | undefined][] = [];
  if (session.phone_number_collection?.enabled) required.push(['phone', details.phone]);
  if (session.billing_address_collection === 'required') {
    required.push(['line1', details.line1], ['city', details.city]);
    required.push(['postalCode', details.postalCode]);
  }
  if (session.tax_id_collection?.enabled && session.tax_id_collection.required !== 'never') {
    required.push(['businessName', details.businessName], ['taxId', details.taxId]);
  }
  const [missing] = required.find(([, value]) => blankToNull(value) === null) ?? [];
  if (missing) return wrong(missing, 'This field is required.');
  if (details.taxId && taxIdOf(details.taxId.trim(), details.country ?? 'US') === null) {
    return wrong('taxId', 'Tax IDs of this country are not known here.');
  }
  for (const field of session.custom_fields) {
    const problem = answerProblem(field, (details.answers?.[field.key] ?? '').trim());
    if (problem !== null) return wrong(`custom:${field.key}`, problem);
  }
  if (session.consent_collection?.terms_of_service === 'required' && !details.acceptsTerms) {
    return wrong('terms', 'Agree to the terms to go on.');
  }
  return null;
}

/** The kinds of tax ID that the page can tell by the country. */
const TAX_ID_TYPES: Record<string, string> = {
  AU: 'au_abn',
  CA: 'ca_bn',
  CH: 'ch_vat',
  GB: 'gb_vat',
  NO: 'no_vat',
  US: 'us_ein',
};

const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

function taxIdOf(value: string | null, country: string): CheckoutPayer['taxId'] {
  if (value === null) return null;
  const type = EU.has(country) ? 'eu_vat' : TAX_ID_TYPES[country];
  return type === undefined ? null : { type, value };
}

function blankToNull(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function wrong(field: PageField, message: string): WrongField {
  return { kind: 'invalid', field, message };
}
