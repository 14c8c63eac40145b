import { z } from 'zod';
import type { GraphNode } from './structure';

const noteSchema = z.object({
  /** The field of the step's settings; null when it is about the step as a whole. */
  field: z.string().nullable(),
  message: z.string(),
});

/**
 * What whoever drew a step from words wants looked at: something that was drafted, left open or not
 * understood. It stays with the step, in `data.notes`, until a person has dealt with it; a run ignores it.
 */
export type StepNote = z.infer<typeof noteSchema>;

const notesSchema = z.array(noteSchema).catch([]);

/** The notes at a step, the first made first. */
export function notesOf({ data }: Pick<GraphNode, 'data'>): StepNote[] {
  return notesSchema.parse(data.notes ?? []);
}
