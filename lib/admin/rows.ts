import { z } from 'zod';

/**
 * Rows of the mirror as operators see them: the columns of `stripe.*` in supabase/migrations, without
 * a copy of everything Stripe sends. Amounts are minor units of the currency beside them.
 */

const instant = z.iso.datetime({ offset: true });
const metadata = z.record(z.string(), z.string());

const common = {
  id: z.string(),
  created_at: instant,
  deleted_at: instant.nullable().meta({ description: 'When Stripe no longer had it' }),
};
const own = { ...common, livemode: z.boolean(), metadata };

export const productRowSchema = z
  .object({
    ...own,
    name: z.string(),
    description: z.string().nullable(),
    active: z.boolean(),
    default_price_id: z.string().nullable(),
    updated_at: instant,
  })
  .meta({ id: 'AdminProduct' });
export type ProductRow = z.infer<typeof productRowSchema>;

export const priceRowSchema = z
  .object({
    ...own,
    product_id: z.string(),
    active: z.boolean(),
    type: z.string(),
    currency: z.string(),
    unit_amount: z.int().nullable(),
    interval: z.string().nullable(),
    interval_count: z.int().nullable(),
    usage_type: z.string().nullable(),
    billing_scheme: z.string(),
    lookup_key: z.string().nullable(),
    nickname: z.string().nullable(),
    tax_behavior: z.string().nullable(),
  })
  .meta({ id: 'AdminPrice' });
export type PriceRow = z.infer<typeof priceRowSchema>;

export const couponRowSchema = z
  .object({
    ...own,
    name: z.string().nullable(),
    percent_off: z.number().nullable(),
    amount_off: z.int().nullable(),
    currency: z.string().nullable(),
    duration: z.string(),
    duration_in_months: z.int().nullable(),
    max_redemptions: z.int().nullable(),
    times_redeemed: z.int(),
    redeem_by: instant.nullable(),
    valid: z.boolean(),
  })
  .meta({ id: 'AdminCoupon' });
export type CouponRow = z.infer<typeof couponRowSchema>;

export const promotionCodeRowSchema = z
  .object({
    ...own,
    code: z.string(),
    coupon_id: z.string().nullable(),
    active: z.boolean(),
    customer_id: z.string().nullable(),
    max_redemptions: z.int().nullable(),
    times_redeemed: z.int(),
    first_time_transaction: z.boolean(),
    minimum_amount: z.int().nullable(),
    minimum_amount_currency: z.string().nullable(),
    expires_at: instant.nullable(),
  })
  .meta({ id: 'AdminPromotionCode' });
export type PromotionCodeRow = z.infer<typeof promotionCodeRowSchema>;

/** A discount that a coupon still gives. */
export const discountRowSchema = z
  .object({
    id: z.string(),
    promotion_code_id: z.string().nullable(),
    customer_id: z.string().nullable(),
    customer_email: z.string().nullable(),
    subscription_id: z.string().nullable(),
    starts_at: instant,
    ends_at: instant.nullable(),
  })
  .meta({ id: 'AdminDiscount' });
export type DiscountRow = z.infer<typeof discountRowSchema>;

/** A discount that counts for a subscription now; of a deleted coupon Stripe's terms may be unknown. */
export const appliedDiscountSchema = z
  .object({
    id: z.string(),
    applies_to: z.enum(['subscription', 'item', 'customer']),
    subscription_item_id: z.string().nullable(),
    coupon_id: z.string().nullable(),
    coupon_name: z.string().nullable(),
    percent_off: z.number().nullable(),
    amount_off: z.int().nullable(),
    currency: z.string().nullable(),
    duration: z.string().nullable(),
    promotion_code_id: z.string().nullable(),
    promotion_code: z.string().nullable(),
    starts_at: instant,
    ends_at: instant.nullable(),
  })
  .meta({ id: 'AdminAppliedDiscount' });
export type AppliedDiscount = z.infer<typeof appliedDiscountSchema>;

export const customerRowSchema = z
  .object({
    ...own,
    email: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    currency: z.string().nullable(),
    balance: z.int().nullable(),
    delinquent: z.boolean().nullable(),
    default_payment_method_id: z.string().nullable(),
  })
  .meta({ id: 'AdminCustomer' });

/** A customer in the list of a search. */
export const foundCustomerSchema = customerRowSchema.extend({
  user_id: z.uuid().nullable().meta({ description: 'The person who pays through this customer' }),
  plan: z.string().nullable(),
});
export type FoundCustomer = z.infer<typeof foundCustomerSchema>;

const subscriptionItemRowSchema = z.object({
  id: z.string(),
  price_id: z.string(),
  product_id: z.string(),
  // Not a column: the commands put it beside the row.
  product_name: z.string().nullable().default(null),
  quantity: z.int().nullable(),
  unit_amount: z.int().nullable(),
  currency: z.string(),
  interval: z.string().nullable(),
  interval_count: z.int().nullable(),
  current_period_start: instant,
  current_period_end: instant,
});

export const subscriptionRowSchema = z
  .object({
    ...own,
    customer_id: z.string(),
    status: z.string(),
    collection_method: z.string(),
    currency: z.string(),
    cancel_at: instant.nullable(),
    cancel_at_period_end: z.boolean(),
    canceled_at: instant.nullable(),
    ended_at: instant.nullable(),
    trial_start: instant.nullable(),
    trial_end: instant.nullable(),
    started_at: instant,
    pause_behavior: z.string().nullable(),
    latest_invoice_id: z.string().nullable(),
    schedule_id: z.string().nullable(),
    items: z.array(subscriptionItemRowSchema),
  })
  .meta({ id: 'AdminSubscription' });
export type Subscription = z.infer<typeof subscriptionRowSchema>;

export const invoiceRowSchema = z
  .object({
    ...own,
    customer_id: z.string().nullable(),
    subscription_id: z.string().nullable(),
    number: z.string().nullable(),
    status: z.string().nullable(),
    billing_reason: z.string().nullable(),
    currency: z.string(),
    total: z.int(),
    amount_due: z.int(),
    amount_paid: z.int(),
    amount_remaining: z.int(),
    attempt_count: z.int(),
    next_payment_attempt_at: instant.nullable(),
    due_at: instant.nullable(),
    paid_at: instant.nullable(),
    hosted_invoice_url: z.string().nullable(),
    invoice_pdf_url: z.string().nullable(),
  })
  .meta({ id: 'AdminInvoice' });
export type Invoice = z.infer<typeof invoiceRowSchema>;

export const chargeRowSchema = z
  .object({
    ...own,
    payment_intent_id: z.string().nullable(),
    status: z.string(),
    amount: z.int(),
    amount_refunded: z.int(),
    currency: z.string(),
    paid: z.boolean(),
    refunded: z.boolean(),
    disputed: z.boolean(),
    failure_code: z.string().nullable(),
    failure_message: z.string().nullable(),
    receipt_url: z.string().nullable(),
  })
  .meta({ id: 'AdminPayment' });
export type Payment = z.infer<typeof chargeRowSchema>;

export const refundRowSchema = z
  .object({
    ...common,
    charge_id: z.string().nullable(),
    payment_intent_id: z.string().nullable(),
    status: z.string().nullable(),
    amount: z.int(),
    currency: z.string(),
    reason: z.string().nullable(),
    failure_reason: z.string().nullable(),
  })
  .meta({ id: 'AdminRefund' });

export const paymentMethodRowSchema = z
  .object({
    ...common,
    type: z.string(),
    card_brand: z.string().nullable(),
    card_last4: z.string().nullable(),
    card_exp_month: z.int().nullable(),
    card_exp_year: z.int().nullable(),
  })
  .meta({ id: 'AdminPaymentMethod' });
export type PaymentMethod = z.infer<typeof paymentMethodRowSchema>;

export const ownerSchema = z.object({
  user_id: z.uuid(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  source: z.string(),
  is_primary: z.boolean(),
});

export const timelineEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    at: instant,
    key: z.string(),
    type: z.string(),
    object_type: z.string().nullable(),
    object_id: z.string().nullable(),
    event_id: z.string(),
    source: z.string(),
    status: z.string(),
    happened_at: instant,
    request_id: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('action'),
    at: instant,
    key: z.string(),
    type: z.string(),
    object_type: z.string().nullable(),
    object_id: z.string().nullable(),
    actor: z.string().nullable(),
    via: z.string(),
    outcome: z.string(),
    error_code: z.string().nullable(),
    request_id: z.string().nullable(),
  }),
]);
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
