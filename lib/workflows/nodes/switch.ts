import { z } from 'zod';
import { defineNode, type ConfigIssue, type Handle } from './define';
import { fields, template } from './field';

const caseSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/, 'A case is named with small letters, digits, - and _')
    .refine((id) => id !== 'default', 'The name "default" is taken by the way for the rest'),
  equals: z.string().trim().min(1, 'Say what the case is').max(500),
});

const config = z.object({
  value: template({ label: 'Value', holds: 'value', missing: 'Say which value decides' }),
  cases: z
    .array(caseSchema, { error: 'Add a case' })
    .min(1, 'Add a case')
    .max(20, 'At most 20 cases')
    .register(fields, {
      label: 'Cases',
      control: 'cases',
      help: 'The first that is equal is taken; the rest goes on with Otherwise.',
    }),
});

function check({ cases }: z.output<typeof config>): ConfigIssue[] {
  const seen = new Set<string>();
  return cases.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ field: `cases.${index}`, message: `Two cases are named "${id}"` }];
  });
}

function handles({ cases }: z.output<typeof config>): Handle[] {
  const named = cases.map(({ id, equals }) => ({ id, label: equals }));
  return [...named, { id: 'default', label: 'Otherwise' }];
}

export const switchNode = defineNode({
  type: 'switch',
  category: 'logic',
  label: 'Choose a path',
  summary: 'Goes on with the case that a value is equal to.',
  icon: 'paths',
  config,
  check,
  sample: { case: 'default' },
  hasEffect: false,
  handles,
});
