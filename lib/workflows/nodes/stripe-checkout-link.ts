import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, template, wholeNumber } from './field';

const config = z.object({
  mode: choice(
    { payment: 'One payment', subscription: 'Subscription' },
    { label: 'Kind', initial: 'payment' },
  ),
  price: template({ label: 'Price', placeholder: 'price_...', missing: 'Say which price' }),
  quantity: wholeNumber({ label: 'Quantity', min: 1, max: 999, initial: 1 }),
  customerEmail: template({ label: 'Customer email' }),
  successUrl: template({
    label: 'Where to go after paying',
    placeholder: 'https://example.com/thanks',
    missing: 'Say where the customer goes after paying',
  }),
});

function check({ successUrl }: z.output<typeof config>): ConfigIssue[] {
  if (/^(https?:\/\/|\{\{)/i.test(successUrl)) return [];
  return [{ field: 'successUrl', message: 'An address starts with https:// or http://' }];
}

export const stripeCheckoutLink = defineNode({
  type: 'stripe_checkout_link',
  category: 'action',
  label: 'Stripe checkout link',
  summary: 'Makes a link where somebody can pay.',
  icon: 'link',
  config,
  check,
  sample: {
    id: 'cs_sample',
    object: 'checkout.session',
    url: 'https://checkout.stripe.com/c/sample',
  },
  credential: 'stripe',
  hasEffect: true,
  feature: 'connectors',
});
