import { z } from 'zod';
import { languageSchema } from '../codegen/schema';
import { graphSchema } from '../graph/schema';
import { workflowNameSchema } from '../schema';

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const generationRequestSchema = z.object({
  description: z
    .string({ error: 'Say what should happen, and when' })
    .trim()
    .min(1, 'Say what should happen, and when')
    .max(2000, 'A description may have at most 2000 characters')
    .meta({ description: 'What should happen, and when, in plain English words' }),
  language: languageSchema.default('python').meta({ description: 'What the code is written in' }),
  preferences: z
    .object({
      name: workflowNameSchema,
      timezone: z.string().max(60).refine(isTimezone, 'This is no time zone of the IANA database'),
    })
    .partial()
    .default({})
    .meta({ description: 'A name of your own; the time zone of schedules whose words name none' }),
});
export type GenerationRequest = z.output<typeof generationRequestSchema>;

const questionSchema = z.object({
  nodeId: z.string().nullable(),
  field: z.string().nullable(),
  message: z.string(),
});

/** Something to look at before the workflow runs, at the step that has it. */
export type GenerationQuestion = z.infer<typeof questionSchema>;

const complexitySchema = z.enum(['simple', 'moderate', 'complex']);
export type Complexity = z.infer<typeof complexitySchema>;

/** Why the embedded planner has read the words although a language model is connected. */
const fallbackSchema = z.enum(['model_unreachable', 'model_unusable', 'tokens_used_up']);
export type Fallback = z.infer<typeof fallbackSchema>;

export const generationSchema = z
  .object({
    workflowId: z.uuid(),
    name: z.string(),
    nodes: graphSchema.shape.nodes,
    edges: graphSchema.shape.edges,
    code: z.string().nullable().meta({
      description: 'The program; null while a step is not complete, which `questions` tell',
    }),
    requirements: z.array(z.string()).meta({ description: 'What the program needs to run' }),
    template: z
      .string()
      .nullable()
      .meta({ description: 'The id of the template it is closest to' }),
    estimatedExecutionTime: z.number().meta({
      description: 'Seconds if every step is done, a loop with ten items, without waits',
    }),
    estimatedWaitTime: z.number().meta({ description: 'Seconds that its waits add' }),
    complexity: complexitySchema,
    notUnderstood: z.array(z.string()).meta({
      description: 'Pieces of the description that have no place in the graph',
    }),
    questions: z.array(questionSchema).meta({
      description: 'What is missing or was drafted, and should be looked at before it runs',
    }),
    source: z.enum(['model', 'planner']).meta({ description: 'Who has read the words' }),
    fallback: fallbackSchema.nullable().meta({
      description: 'Why the planner has read them although a model is connected',
    }),
  })
  .meta({ id: 'Generation' });
export type Generation = z.infer<typeof generationSchema>;
