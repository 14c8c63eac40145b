import { z } from 'zod';
import { defineNode } from './define';
import { template } from './field';

export const dynamodbPut = defineNode({
  type: 'dynamodb_put',
  category: 'action',
  label: 'DynamoDB: put an item',
  summary: 'Writes one item to a table.',
  icon: 'table',
  config: z.object({
    table: template({ label: 'Table', missing: 'Name the table' }),
    item: template({
      label: 'Item',
      control: 'textarea',
      holds: 'json',
      help: 'A JSON object, with {{ expressions }} where values go.',
      placeholder: '{"id": "{{ trigger.body.id }}"}',
      missing: 'Say what is written',
    }),
  }),
  sample: { written: true },
  credential: 'aws_dynamodb',
  hasEffect: true,
  feature: 'connectors',
});
