import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, template } from './field';

const config = z.object({
  operation: choice(
    { find: 'Find by email', create: 'Create', update: 'Update' },
    { label: 'What to do', initial: 'find' },
  ),
  customer: template({
    label: 'Customer',
    placeholder: 'cus_...',
    missing: 'Say which customer',
    showIf: { field: 'operation', is: ['update'] },
  }),
  email: template({ label: 'Email', placeholder: '{{ trigger.body.email }}' }),
  name: template({
    label: 'Name',
    showIf: { field: 'operation', is: ['create', 'update'] },
  }),
  description: template({
    label: 'Note',
    showIf: { field: 'operation', is: ['create', 'update'] },
  }),
});

function check({ operation, customer, email }: z.output<typeof config>): ConfigIssue[] {
  if (operation === 'update' && customer === '') {
    return [{ field: 'customer', message: 'Say which customer' }];
  }
  if (operation !== 'update' && email === '') {
    return [{ field: 'email', message: 'Say which email address' }];
  }
  return [];
}

export const stripeCustomer = defineNode({
  type: 'stripe_customer',
  category: 'action',
  label: 'Stripe customer',
  summary: 'Finds, creates or updates a customer at Stripe.',
  icon: 'person',
  config,
  check,
  sample: { id: 'cus_sample', object: 'customer', email: 'ada@example.com', name: 'Ada' },
  credential: 'stripe',
  hasEffect: true,
  feature: 'connectors',
});
