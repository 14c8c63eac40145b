import { z } from 'zod';
import { defineNode } from './define';
import { text } from './field';

export const transform = defineNode({
  type: 'transform',
  category: 'logic',
  label: 'Compute',
  summary: 'Makes a new value out of earlier ones, with a JSONata expression.',
  icon: 'braces',
  config: z.object({
    expression: text({
      label: 'Expression',
      control: 'expression',
      help: 'JSONata over trigger, steps and item, for example $sum(steps.fetch.body.amount).',
      placeholder: '$sum(trigger.body.lines.amount)',
      missing: 'Write the expression',
    }),
  }),
  sample: null,
  hasEffect: false,
});
