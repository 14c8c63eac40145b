import { z } from 'zod';
import {
  configurationSchema,
  customerSchema,
  portalSessionSchema,
  subscriptionSchema,
} from '../schema';

/** What the portal reads beyond what all pages share. */

const features = configurationSchema.shape.features;

const productSchema = z.looseObject({
  product: z.string(),
  prices: z.array(z.string()),
  adjustable_quantity: z
    .looseObject({ enabled: z.boolean(), minimum: z.number(), maximum: z.number().nullable() })
    .default({ enabled: false, minimum: 1, maximum: null }),
});

export const portalConfigurationSchema = configurationSchema.extend({
  business_profile: z.looseObject({
    headline: z.string().nullable(),
    privacy_policy_url: z.string().nullable().default(null),
    terms_of_service_url: z.string().nullable().default(null),
  }),
  features: features.extend({
    subscription_update: features.shape.subscription_update.extend({
      billing_cycle_anchor: z.string().nullable().default(null),
      products: z.array(productSchema).nullish(),
      trial_update_behavior: z.string().default('end_trial'),
    }),
  }),
});
export type PortalConfiguration = z.infer<typeof portalConfigurationSchema>;

const addressSchema = z.looseObject({
  city: z.string().nullable(),
  country: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  postal_code: z.string().nullable(),
  state: z.string().nullable(),
});
export type Address = z.infer<typeof addressSchema>;

export const portalCustomerSchema = customerSchema.extend({
  address: addressSchema.nullable().default(null),
  phone: z.string().nullable().default(null),
  shipping: z
    .looseObject({ name: z.string().nullish(), address: addressSchema.nullish() })
    .nullable()
    .default(null),
});
export type PortalCustomer = z.infer<typeof portalCustomerSchema>;

export const portalSubscriptionSchema = subscriptionSchema.extend({
  discounts: z
    .array(z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]))
    .default([]),
});

const discountSchema = z.looseObject({
  coupon: z.string().nullable(),
  promotion_code: z.string().nullable(),
});
const flow = portalSessionSchema.shape.flow.unwrap().unwrap();

export const flowSessionSchema = portalSessionSchema.extend({
  flow: flow
    .extend({
      after_completion: z
        .looseObject({
          type: z.string(),
          hosted_confirmation: z.looseObject({ custom_message: z.string().nullable() }).nullish(),
          redirect: flow.shape.after_completion.unwrap().unwrap().shape.redirect,
        })
        .nullish(),
      subscription_cancel: z
        .looseObject({
          subscription: z.string(),
          retention: z
            .looseObject({ coupon_offer: z.looseObject({ coupon: z.string() }).nullable() })
            .nullish(),
        })
        .nullish(),
      subscription_update_confirm: z
        .looseObject({
          subscription: z.string(),
          discounts: z.array(discountSchema).nullish(),
          items: z
            .array(z.looseObject({ price: z.string().nullable(), quantity: z.number().optional() }))
            .default([]),
        })
        .nullish(),
    })
    .nullish(),
});
export type FlowSession = z.infer<typeof flowSessionSchema>;

export const taxIdSchema = z.looseObject({ id: z.string(), type: z.string(), value: z.string() });
export type TaxId = z.infer<typeof taxIdSchema>;
