import 'server-only';
import type { Conflict } from './decide';
import type { Adoption } from './edits';
import type { CatalogDeps } from './operation';

/** A push under way: what the steps so far have made. */
export interface Run extends CatalogDeps {
  /** The price behind each lookup key. */
  priceIds: Map<string, string>;
}

/** One change that a push is going to make. */
export interface Step {
  /** In words, before it is done: `create product cue_pro`. */
  says: string;
  apply: (run: Run) => Promise<void>;
}

/** What a push found out about one thing. */
export interface Findings {
  steps: Step[];
  conflicts: Conflict[];
  adoptions: Adoption[];
}
