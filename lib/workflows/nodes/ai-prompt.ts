import { z } from 'zod';
import { defineNode } from './define';
import { template, wholeNumber } from './field';

export const aiPrompt = defineNode({
  type: 'ai_prompt',
  category: 'action',
  label: 'Ask AI',
  summary: 'Asks a language model and keeps its answer as text.',
  icon: 'spark',
  config: z.object({
    system: template({
      label: 'Role',
      control: 'textarea',
      placeholder: 'You answer customers of a small shop.',
    }),
    prompt: template({ label: 'Question', control: 'textarea', missing: 'Write the question' }),
    outputTokensMax: wholeNumber({
      label: 'Longest answer, tokens',
      min: 16,
      max: 4096,
      initial: 512,
    }),
  }),
  sample: { text: 'A sample answer.' },
  hasEffect: true,
  feature: 'connectors',
});
