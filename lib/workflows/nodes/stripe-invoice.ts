import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, template } from './field';

const config = z.object({
  operation: choice(
    { retrieve: 'Look up', create: 'Create and send', void: 'Void' },
    { label: 'What to do', initial: 'retrieve' },
  ),
  invoice: template({
    label: 'Invoice',
    placeholder: '{{ trigger.data.object.id }}',
    missing: 'Say which invoice',
    showIf: { field: 'operation', is: ['retrieve', 'void'] },
  }),
  customer: template({
    label: 'Customer',
    placeholder: 'cus_...',
    missing: 'Say which customer',
    showIf: { field: 'operation', is: ['create'] },
  }),
  amountMinor: template({
    label: 'Amount, in the smallest unit',
    help: '1500 is 15.00 dollars.',
    placeholder: '1500',
    missing: 'Say how much',
    showIf: { field: 'operation', is: ['create'] },
  }),
  currency: template({
    label: 'Currency',
    placeholder: 'usd',
    showIf: { field: 'operation', is: ['create'] },
  }),
  description: template({
    label: 'What for',
    showIf: { field: 'operation', is: ['create'] },
  }),
});

function check({ operation, invoice, customer, amountMinor }: z.output<typeof config>) {
  const issues: ConfigIssue[] = [];
  if (operation !== 'create') {
    if (invoice === '') issues.push({ field: 'invoice', message: 'Say which invoice' });
    return issues;
  }
  if (customer === '') issues.push({ field: 'customer', message: 'Say which customer' });
  if (amountMinor === '') issues.push({ field: 'amountMinor', message: 'Say how much' });
  return issues;
}

export const stripeInvoice = defineNode({
  type: 'stripe_invoice',
  category: 'action',
  label: 'Stripe invoice',
  summary: 'Looks up, creates or voids an invoice at Stripe.',
  icon: 'receipt',
  config,
  check,
  sample: {
    id: 'in_sample',
    object: 'invoice',
    customer: 'cus_sample',
    status: 'open',
    amount_due: 1500,
    currency: 'usd',
    hosted_invoice_url: 'https://invoice.stripe.com/i/sample',
  },
  credential: 'stripe',
  hasEffect: true,
  feature: 'connectors',
});
