import { z } from 'zod';
import { defineNode } from './define';
import { template, wholeNumber } from './field';

export const loop = defineNode({
  type: 'loop',
  category: 'logic',
  label: 'For each',
  summary: 'Runs the steps behind Each once for every item of a list, in order.',
  icon: 'repeat',
  config: z.object({
    items: template({
      label: 'List',
      control: 'expression',
      holds: 'value',
      help: 'Inside, {{ item }} is the item and {{ index }} its place, from 0.',
      placeholder: '{{ trigger.body.people }}',
      missing: 'Say which list',
    }),
    itemsMax: wholeNumber({
      label: 'At most, items',
      help: 'A longer list fails the step instead of running away.',
      min: 1,
      max: 1000,
      initial: 100,
    }),
  }),
  sample: { count: 2 },
  hasEffect: false,
  handles: () => [
    { id: 'each', label: 'Each' },
    { id: 'done', label: 'Done' },
  ],
});
