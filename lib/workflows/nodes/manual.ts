import { z } from 'zod';
import { defineNode } from './define';

export const manual = defineNode({
  type: 'manual',
  category: 'trigger',
  label: 'Run by hand',
  summary: 'Starts when you press Run, with an input of your own if you give one.',
  icon: 'play',
  config: z.object({}),
  sample: {},
  hasEffect: false,
});
