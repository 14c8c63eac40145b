import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, fields } from './field';

export const operatorLabels = {
  equals: 'is',
  not_equals: 'is not',
  greater_than: 'is over',
  greater_or_equal: 'is at least',
  less_than: 'is under',
  less_or_equal: 'is at most',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  is_empty: 'is empty',
  is_not_empty: 'is not empty',
} as const;
export type Operator = keyof typeof operatorLabels;

const unary: ReadonlySet<string> = new Set<Operator>(['is_empty', 'is_not_empty']);
/** Operators that compare with nothing. */
export const isUnary = (operator: string): boolean => unary.has(operator);

// Object.keys forgets the type of its keys; they are exactly the operators.
const operators = Object.keys(operatorLabels) as [Operator, ...Operator[]];

const comparisonSchema = z.object({
  left: z.string().trim().max(2000).default(''),
  operator: z.enum(operators).default('equals'),
  right: z.string().trim().max(2000).default(''),
});
export type Comparison = z.output<typeof comparisonSchema>;

const config = z.object({
  match: choice(
    { all: 'All of these hold', any: 'Any of these holds' },
    { label: 'Go on with Yes when', initial: 'all' },
  ),
  conditions: z
    .array(comparisonSchema, { error: 'Say what is compared' })
    .min(1, 'Say what is compared')
    .max(20, 'At most 20 comparisons')
    .register(fields, {
      label: 'Comparisons',
      control: 'conditions',
      isTemplate: true,
      holds: 'value',
    }),
});

function check({ conditions }: z.output<typeof config>): ConfigIssue[] {
  return conditions.flatMap(({ left, operator, right }, index) => {
    const field = `conditions.${index}`;
    if (left === '') return [{ field, message: 'Say what is compared' }];
    if (right === '' && !isUnary(operator)) {
      return [{ field, message: `Say what it is compared with, or choose "is empty"` }];
    }
    return [];
  });
}

export const condition = defineNode({
  type: 'condition',
  category: 'logic',
  label: 'If',
  summary: 'Goes on with Yes or with No.',
  icon: 'fork',
  config,
  check,
  sample: { result: true },
  hasEffect: false,
  handles: () => [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No' },
  ],
});
