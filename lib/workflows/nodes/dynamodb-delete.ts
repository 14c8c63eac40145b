import { z } from 'zod';
import { defineNode } from './define';
import { template } from './field';

export const dynamodbDelete = defineNode({
  type: 'dynamodb_delete',
  category: 'action',
  label: 'DynamoDB: delete an item',
  summary: 'Deletes one item of a table by its key.',
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
  sample: { deleted: true },
  credential: 'aws_dynamodb',
  hasEffect: true,
  feature: 'connectors',
});
