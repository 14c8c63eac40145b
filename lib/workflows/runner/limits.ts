/** How much one run may use up; nothing here depends on the plan. */
export const runLimits = {
  /** Steps of one run, the items of its loops counted one by one. */
  steps: 10_000,
  /** Of one step's output as JSON, in bytes. */
  outputBytes: 256 * 1024,
  /** Of all outputs of a run, because they are all at hand while it runs. */
  runBytes: 16 * 1024 * 1024,
  attempts: 3,
  attemptMs: 60_000,
  /** Between two waits. */
  segmentMs: 30 * 60_000,
  /** Steps of one run that are under way at once. */
  parallel: 4,
  /** What a provider asks for may be longer; then the step waits so long and no longer. */
  backoffMs: 60_000,
  logLines: 100,
  logChars: 2000,
} as const;
