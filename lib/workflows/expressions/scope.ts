import type { z } from 'zod';

type Json = z.core.util.JSONType;

/** What the expressions of a step may read, by the names of `rootNames`. */
export interface Scope {
  /** What started the run. */
  trigger: Json;
  /** Outputs of the steps that are done, by their ids. */
  steps: Readonly<Record<string, Json>>;
  /** Inside a loop: the item, and its place from 0. */
  item?: Json;
  index?: number;
  /** Facts about the run itself. */
  run: Json;
}
