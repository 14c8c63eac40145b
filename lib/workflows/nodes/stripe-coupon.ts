import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, template, wholeNumber } from './field';

const config = z.object({
  name: template({ label: 'Name', placeholder: 'Sorry for the trouble' }),
  kind: choice(
    { percent: 'Percent off', amount: 'Amount off' },
    { label: 'Discount', initial: 'percent' },
  ),
  percentOff: wholeNumber({
    label: 'Percent',
    min: 1,
    max: 100,
    initial: 10,
    showIf: { field: 'kind', is: ['percent'] },
  }),
  amountMinor: template({
    label: 'Amount, in the smallest unit',
    placeholder: '500',
    missing: 'Say how much',
    showIf: { field: 'kind', is: ['amount'] },
  }),
  currency: template({
    label: 'Currency',
    placeholder: 'usd',
    showIf: { field: 'kind', is: ['amount'] },
  }),
  duration: choice(
    { once: 'Once', repeating: 'For some months', forever: 'For ever' },
    { label: 'Counts', initial: 'once' },
  ),
  months: wholeNumber({
    label: 'Months',
    min: 1,
    max: 36,
    initial: 3,
    showIf: { field: 'duration', is: ['repeating'] },
  }),
});

function check({ kind, amountMinor }: z.output<typeof config>): ConfigIssue[] {
  if (kind === 'percent' || amountMinor !== '') return [];
  return [{ field: 'amountMinor', message: 'Say how much' }];
}

export const stripeCoupon = defineNode({
  type: 'stripe_coupon',
  category: 'action',
  label: 'Stripe coupon',
  summary: 'Creates a coupon at Stripe.',
  icon: 'ticket',
  config,
  check,
  sample: { id: 'coupon_sample', object: 'coupon', percent_off: 10, duration: 'once' },
  credential: 'stripe',
  hasEffect: true,
  feature: 'connectors',
});
