import { z } from 'zod';

/** What the hosted pages read of the API's objects. Everything else passes unseen. */

/** A reference that may have been expanded; only the id matters here. */
const idSchema = z
  .union([z.string(), z.looseObject({ id: z.string() })])
  .transform((reference) => (typeof reference === 'string' ? reference : reference.id));

/** An address stored through the API; only the web's schemes may become a link. */
const webUrlSchema = z
  .string()
  .nullable()
  .transform((url) => (url !== null && /^https?:\/\//i.test(url) ? url : null));

export const productSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable().default(null),
});
export type Product = z.infer<typeof productSchema>;

const recurringSchema = z.looseObject({
  interval: z.string(),
  interval_count: z.number().default(1),
});
export type Recurring = z.infer<typeof recurringSchema>;

export const priceSchema = z.looseObject({
  id: z.string(),
  active: z.boolean().default(true),
  currency: z.string(),
  unit_amount: z.number().nullable(),
  recurring: recurringSchema.nullable(),
  product: z.union([z.string(), productSchema]),
});
export type Price = z.infer<typeof priceSchema>;

const messageSchema = z.looseObject({ message: z.string() }).nullable();

const lengthsSchema = z
  .looseObject({
    default_value: z.string().nullable(),
    maximum_length: z.number().nullable(),
    minimum_length: z.number().nullable(),
  })
  .optional();

const customFieldSchema = z.looseObject({
  key: z.string(),
  label: z.looseObject({ custom: z.string().nullable() }),
  optional: z.boolean(),
  dropdown: z
    .looseObject({
      default_value: z.string().nullable(),
      options: z.array(z.looseObject({ label: z.string(), value: z.string() })),
    })
    .optional(),
  numeric: lengthsSchema,
  text: lengthsSchema,
});
export type CustomField = z.infer<typeof customFieldSchema>;

export const checkoutSessionSchema = z.looseObject({
  id: z.string(),
  mode: z.enum(['payment', 'setup', 'subscription']),
  status: z.enum(['open', 'complete', 'expired']).nullable(),
  currency: z.string().nullable(),
  amount_subtotal: z.number().nullable(),
  amount_total: z.number().nullable(),
  allow_promotion_codes: z.boolean().nullish(),
  discounts: z
    .array(z.looseObject({ coupon: idSchema.nullable(), promotion_code: idSchema.nullable() }))
    .nullish(),
  total_details: z
    .looseObject({ amount_discount: z.number(), amount_tax: z.number().default(0) })
    .nullish(),
  after_expiration: z
    .looseObject({ recovery: z.looseObject({ url: webUrlSchema }).nullable() })
    .nullish(),
  automatic_tax: z.looseObject({ enabled: z.boolean() }).nullish(),
  billing_address_collection: z.string().nullish(),
  consent_collection: z
    .looseObject({ promotions: z.string().nullable(), terms_of_service: z.string().nullable() })
    .nullish(),
  custom_fields: z.array(customFieldSchema).default([]),
  custom_text: z
    .looseObject({
      after_submit: messageSchema,
      submit: messageSchema,
      terms_of_service_acceptance: messageSchema,
    })
    .nullish(),
  optional_items: z.array(z.looseObject({ price: z.string(), quantity: z.number() })).nullish(),
  phone_number_collection: z.looseObject({ enabled: z.boolean() }).nullish(),
  submit_type: z.string().nullish(),
  tax_id_collection: z.looseObject({ enabled: z.boolean(), required: z.string() }).nullish(),
  cancel_url: webUrlSchema,
  success_url: webUrlSchema,
  customer: idSchema.nullable(),
  customer_email: z.string().nullable(),
  customer_details: z.looseObject({ email: z.string().nullable() }).nullable(),
  line_items: z
    .looseObject({
      data: z.array(
        z.looseObject({
          id: z.string().default(''),
          adjustable_quantity: z
            .looseObject({ maximum: z.number().nullable(), minimum: z.number().nullable() })
            .nullish(),
          description: z.string().nullable(),
          quantity: z.number().nullable(),
          amount_subtotal: z.number().optional(),
          amount_total: z.number(),
          price: priceSchema.nullable(),
        }),
      ),
    })
    .optional(),
});
export type CheckoutSession = z.infer<typeof checkoutSessionSchema>;

export const couponSchema = z.looseObject({
  amount_off: z.number().nullable(),
  currency: z.string().nullable(),
  duration: z.string(),
  duration_in_months: z.number().nullable(),
  name: z.string().nullable(),
  percent_off: z.number().nullable(),
});
export type Coupon = z.infer<typeof couponSchema>;

export const promotionCodeSchema = z.looseObject({
  code: z.string(),
  promotion: z.looseObject({ coupon: couponSchema.nullable() }),
});

export const subscriptionSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  customer: idSchema,
  cancel_at: z.number().nullable(),
  cancel_at_period_end: z.boolean(),
  ended_at: z.number().nullable(),
  trial_end: z.number().nullable(),
  default_payment_method: idSchema.nullable(),
  schedule: idSchema.nullable().default(null),
  items: z.looseObject({
    data: z.array(
      z.looseObject({
        id: z.string(),
        quantity: z.number().default(1),
        current_period_end: z.number(),
        price: priceSchema,
      }),
    ),
  }),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export const customerSchema = z.looseObject({
  id: z.string(),
  email: z.string().nullable().default(null),
  name: z.string().nullable().default(null),
  deleted: z.boolean().default(false),
  invoice_settings: z
    .looseObject({ default_payment_method: idSchema.nullable() })
    .default({ default_payment_method: null }),
});

export const paymentMethodSchema = z.looseObject({
  id: z.string(),
  customer: idSchema.nullable(),
  card: z
    .looseObject({
      brand: z.string(),
      last4: z.string(),
      exp_month: z.number(),
      exp_year: z.number(),
    })
    .optional(),
});
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

export const invoiceSchema = z.looseObject({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string().nullable(),
  customer: idSchema.nullable(),
  currency: z.string(),
  created: z.number(),
  subtotal: z.number(),
  total: z.number(),
  amount_due: z.number(),
  amount_paid: z.number(),
  amount_remaining: z.number(),
  starting_balance: z.number().default(0),
  lines: z.looseObject({
    data: z.array(
      z.looseObject({
        id: z.string(),
        description: z.string().nullable(),
        amount: z.number(),
        period: z.looseObject({ start: z.number(), end: z.number() }).nullable().default(null),
      }),
    ),
  }),
});
export type Invoice = z.infer<typeof invoiceSchema>;

export const configurationSchema = z.looseObject({
  id: z.string(),
  business_profile: z.looseObject({ headline: z.string().nullable() }),
  features: z.looseObject({
    customer_update: z.looseObject({
      enabled: z.boolean(),
      allowed_updates: z.array(z.string()),
    }),
    invoice_history: z.looseObject({ enabled: z.boolean() }),
    payment_method_update: z.looseObject({ enabled: z.boolean() }),
    subscription_cancel: z.looseObject({
      enabled: z.boolean(),
      mode: z.string(),
      proration_behavior: z.string(),
      cancellation_reason: z.looseObject({
        enabled: z.boolean(),
        options: z.array(z.string()),
      }),
    }),
    subscription_update: z.looseObject({
      enabled: z.boolean(),
      default_allowed_updates: z.array(z.string()),
      proration_behavior: z.string(),
      schedule_at_period_end: z
        .looseObject({ conditions: z.array(z.looseObject({ type: z.string() })) })
        .default({ conditions: [] }),
      products: z
        .array(z.looseObject({ product: z.string(), prices: z.array(z.string()) }))
        .nullish(),
    }),
  }),
});

const flowSubscriptionSchema = z.looseObject({ subscription: z.string() }).nullish();

export const portalSessionSchema = z.looseObject({
  customer: idSchema,
  configuration: idSchema,
  return_url: webUrlSchema,
  flow: z
    .looseObject({
      type: z.string(),
      after_completion: z
        .looseObject({
          type: z.string(),
          redirect: z.looseObject({ return_url: webUrlSchema }).nullish(),
        })
        .nullish(),
      subscription_cancel: flowSubscriptionSchema,
      subscription_update: flowSubscriptionSchema,
      subscription_update_confirm: flowSubscriptionSchema,
    })
    .nullish(),
});

export const eventSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  data: z.looseObject({ object: z.looseObject({ id: z.string().optional() }) }),
});
export type EventView = z.infer<typeof eventSchema>;

/** A list as the API answers it. */
export function listSchema<T extends z.ZodType>(item: T) {
  return z.looseObject({ data: z.array(item), has_more: z.boolean().default(false) });
}
