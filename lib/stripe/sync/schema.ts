import { z } from 'zod';

/** Scheduled work, see `runJob`. */
export const jobSchema = z.enum(['work', 'sweep', 'scan']);
export type Job = z.infer<typeof jobSchema>;

/** What a run of a job did; counts, and whether there is more to do. */
export const jobResultSchema = z.object({
  job: jobSchema,
  /** `paused`: out of time, the next run goes on. `busy`: somebody else is at it. */
  outcome: z.enum(['done', 'paused', 'busy']),
  counts: z.record(z.string(), z.number().int()),
});
export type JobResult = z.infer<typeof jobResultSchema>;
