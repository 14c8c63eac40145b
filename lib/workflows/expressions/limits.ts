/** How much one expression may use up; the process that evaluates it holds it to this. */
export const evaluationLimits = {
  /** Told by the language itself, so that the message can say what was slow. */
  expressionMilliseconds: 1000,
  /** For all expressions of a step; what does not answer by then is killed. */
  batchMilliseconds: 2500,
  heapMegabytes: 64,
  /** Items of one list while it is computed. */
  listItems: 100_000,
  depth: 200,
  resultBytes: 256 * 1024,
} as const;
