import { z } from 'zod';
import { defineNode } from './define';
import { template, wholeNumber } from './field';

export const dynamodbQuery = defineNode({
  type: 'dynamodb_query',
  category: 'action',
  label: 'DynamoDB: query',
  summary: 'Reads the items of a table that match a key.',
  icon: 'table',
  config: z.object({
    table: template({ label: 'Table', missing: 'Name the table' }),
    index: template({ label: 'Index', help: 'Empty: the table itself.' }),
    keyCondition: template({
      label: 'Key condition',
      placeholder: 'customer = :customer',
      missing: 'Say which items',
    }),
    values: template({
      label: 'Values',
      control: 'textarea',
      holds: 'json',
      help: 'A JSON object with the values of the condition.',
      placeholder: '{":customer": "{{ trigger.body.customer }}"}',
      missing: 'Give the values of the condition',
    }),
    limit: wholeNumber({ label: 'At most, items', min: 1, max: 1000, initial: 100 }),
  }),
  sample: { items: [{ id: 'sample' }], count: 1 },
  credential: 'aws_dynamodb',
  hasEffect: true,
  feature: 'connectors',
});
