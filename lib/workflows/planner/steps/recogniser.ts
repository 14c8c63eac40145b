import type { z } from 'zod';
import type { NodeType } from '../../nodes/registry';
import type { Context } from '../context';
import type { Clause } from './clause';

/** What a clause says about one step. */
export interface Draft {
  config: Record<string, z.core.util.JSONType>;
  /** What the words left open, by the field that needs it. */
  questions?: { field: string | null; message: string }[];
  /** What later words may call its output. */
  topics?: string[];
}

/** One way to say that a step is wanted. */
export interface Recogniser {
  type: NodeType;
  /** Base forms of the verbs that ask for it. */
  verbs: readonly string[];
  /**
   * How sure it is that the clause, which has one of the verbs, means this step; 0 when it does not.
   * Between two the surer one reads.
   */
  sureness: (clause: Clause, context: Context) => number;
  /** Reads the settings and takes the words that it has understood. */
  read: (clause: Clause, context: Context, words: string) => Draft;
}
