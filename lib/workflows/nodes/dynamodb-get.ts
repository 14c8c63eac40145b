import { z } from 'zod';
import { defineNode } from './define';
import { template } from './field';

export const dynamodbGet = defineNode({
  type: 'dynamodb_get',
  category: 'action',
  label: 'DynamoDB: get an item',
  summary: 'Reads one item of a table by its key.',
  icon: 'table',
  config: z.object({
    table: template({ label: 'Table', missing: 'Name the table' }),
    key: template({
      label: 'Key',
      control: 'textarea',
      holds: 'json',
      help: 'A JSON object with the key of the table.',
      placeholder: '{"id": "{{ trigger.body.id }}"}',
      missing: 'Say which item',
    }),
  }),
  sample: { item: { id: 'sample' } },
  credential: 'aws_dynamodb',
  hasEffect: true,
  feature: 'connectors',
});
