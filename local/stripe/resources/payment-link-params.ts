import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { missing, notBuilt } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Session = Stripe.Checkout.SessionCreateParams;
type Create = Stripe.PaymentLinkCreateParams;
type Update = Stripe.PaymentLinkUpdateParams;
type PaymentLink = Records['payment_link'];

/** What a link's request hands on to each of its sessions as it is. */
const HANDED_ON = [
  'allow_promotion_codes',
  'automatic_tax',
  'billing_address_collection',
  'consent_collection',
  'currency',
  'custom_fields',
  'custom_text',
  'customer_creation',
  'invoice_creation',
  'payment_intent_data',
  'payment_method_collection',
  'phone_number_collection',
  'submit_type',
  'subscription_data',
  'tax_id_collection',
] as const;

/** The part of a link's request that its sessions are made with. */
type LinkRequest = PaymentLink['_request'];

/** Reads what a request says of the sessions to come; nothing of what it leaves out. */
export function requestOf(params: Create | Update): LinkRequest {
  const request: Record<string, unknown> = {};
  for (const name of HANDED_ON) {
    const value: unknown = (params as Record<string, unknown>)[name];
    if (value !== undefined) request[name] = value ?? undefined;
  }
  // The same parameters under the same names as in a session's request.
  return request;
}

/** The request for a new session of a link. */
export function sessionParamsOf(account: Account, link: PaymentLink): Session {
  const { redirect } = link.after_completion;
  const { customer_creation: creation, submit_type: submit, ...request } = link._request;
  const isPayment = link._mode === 'payment';
  return {
    ...request,
    ...(isPayment && creation !== undefined ? { customer_creation: creation } : {}),
    ...(isPayment && submit !== undefined && submit !== 'auto' ? { submit_type: submit } : {}),
    line_items: link._lines,
    metadata: link.metadata,
    mode: link._mode,
    success_url: redirect?.url ?? `${account.pagesUrl()}/b/${link._token}/complete`,
  };
}

/** What a link shows of the sessions to come. */
export function linkFieldsOf(
  mode: PaymentLink['_mode'],
  request: LinkRequest,
): Partial<PaymentLink> {
  const isPayment = mode === 'payment';
  return {
    allow_promotion_codes: request.allow_promotion_codes ?? false,
    automatic_tax: { enabled: request.automatic_tax?.enabled ?? false, liability: null },
    billing_address_collection: request.billing_address_collection ?? 'auto',
    consent_collection: consentOf(request),
    custom_fields: (request.custom_fields ?? []).map(fieldOf),
    custom_text: textsOf(request),
    customer_creation: isPayment ? (request.customer_creation ?? 'if_required') : 'always',
    invoice_creation: isPayment ? invoiceCreationOf(request) : null,
    payment_intent_data: isPayment ? paymentDataOf(request) : null,
    payment_method_collection: request.payment_method_collection ?? 'always',
    phone_number_collection: { enabled: request.phone_number_collection?.enabled ?? false },
    shipping_options: [],
    submit_type: request.submit_type ?? 'auto',
    subscription_data: isPayment ? null : subscriptionDataOf(request),
    tax_id_collection: {
      enabled: request.tax_id_collection?.enabled ?? false,
      required: request.tax_id_collection?.required ?? 'never',
    },
  };
}

/** Where the customer goes in the end: a page of the link's own, or the shop. */
export function afterCompletionOf(
  params: Create['after_completion'],
): PaymentLink['after_completion'] {
  if (params?.type === 'redirect') {
    if (!params.redirect) throw missing('after_completion[redirect]');
    return { redirect: { url: params.redirect.url }, type: 'redirect' };
  }
  const message = params?.hosted_confirmation?.custom_message ?? null;
  return { hosted_confirmation: { custom_message: message }, type: 'hosted_confirmation' };
}

/** How often a link may be used. */
export function restrictionsOf(params: Create['restrictions']): PaymentLink['restrictions'] {
  return params
    ? { completed_sessions: { count: 0, limit: params.completed_sessions.limit } }
    : null;
}

function consentOf({
  consent_collection: consent,
}: LinkRequest): PaymentLink['consent_collection'] {
  if (!consent) return null;
  return {
    payment_method_reuse_agreement: consent.payment_method_reuse_agreement ?? null,
    promotions: consent.promotions ?? null,
    terms_of_service: consent.terms_of_service ?? null,
  };
}

function fieldOf(
  field: NonNullable<LinkRequest['custom_fields']>[number],
): PaymentLink['custom_fields'][number] {
  const { dropdown, key, label, numeric, optional, text, type } = field;
  const lengths = (given: typeof text) => ({
    default_value: given?.default_value ?? null,
    maximum_length: given?.maximum_length ?? null,
    minimum_length: given?.minimum_length ?? null,
  });
  return {
    key,
    label,
    optional: optional ?? false,
    type,
    ...(dropdown
      ? { dropdown: { default_value: dropdown.default_value ?? null, options: dropdown.options } }
      : {}),
    ...(type === 'numeric' ? { numeric: lengths(numeric) } : {}),
    ...(type === 'text' ? { text: lengths(text) } : {}),
  };
}

function textsOf({ custom_text: texts }: LinkRequest): PaymentLink['custom_text'] {
  return {
    after_submit: orNull(texts?.after_submit),
    shipping_address: orNull(texts?.shipping_address),
    submit: orNull(texts?.submit),
    terms_of_service_acceptance: orNull(texts?.terms_of_service_acceptance),
  };
}

function invoiceCreationOf({ invoice_creation: creation }: LinkRequest) {
  const { custom_fields: fields, description, footer, metadata } = creation?.invoice_data ?? {};
  return {
    enabled: creation?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: orNull(fields),
      description: description ?? null,
      footer: footer ?? null,
      issuer: null,
      metadata: toMetadata(metadata),
      rendering_options: null,
    },
  };
}

function paymentDataOf({ payment_intent_data: data }: LinkRequest) {
  if (!data) return null;
  return {
    capture_method: data.capture_method ?? null,
    description: data.description ?? null,
    metadata: toMetadata(data.metadata),
    setup_future_usage: data.setup_future_usage ?? null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    transfer_group: null,
  };
}

function subscriptionDataOf({ subscription_data: data }: LinkRequest) {
  if (data?.invoice_settings?.issuer?.type === 'account') {
    throw notBuilt('invoices issued by other accounts');
  }
  return {
    description: data?.description ?? null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    metadata: toMetadata(data?.metadata),
    trial_period_days: data?.trial_period_days ?? null,
    trial_settings: data?.trial_settings ?? null,
  };
}

function toMetadata(metadata: Stripe.MetadataParam | null | '' | undefined): Stripe.Metadata {
  return Object.fromEntries(
    Object.entries(orNull(metadata) ?? {}).map(([key, value]) => [key, String(value ?? '')]),
  );
}
