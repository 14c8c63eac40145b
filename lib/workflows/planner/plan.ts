import type { Graph } from '../graph/schema';

/** Something that the words left open, at the step that needs it. */
export interface Question {
  nodeId: string;
  /** The field of the step's settings, or null when it is about the step as a whole. */
  field: string | null;
  message: string;
}

/** What a description became. */
export interface Plan {
  /** A short title for the workflow. */
  name: string;
  graph: Graph;
  /** Pieces of the words that found no place in the graph, as they were written, in their order. */
  notUnderstood: string[];
  /** What should be looked at before it runs: left open, or drafted in place of what was not said. */
  questions: Question[];
}
