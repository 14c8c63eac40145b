/** What goes wrong with deliveries from now on, until it is set back. */
export interface Faults {
  /** Keep deliveries until they are released. */
  hold: boolean;
  /** How many times more than once each event is delivered. */
  duplicates: number;
  /** Event types that never arrive; `*` is all. */
  drop: string[];
  /** Milliseconds that each delivery waits first. */
  delayMs: number;
  /** Milliseconds that each API request takes longer. */
  latencyMs: number;
  /** API requests from now on that are too many. */
  rateLimited: number;
}

export const NO_FAULTS: Faults = {
  hold: false,
  duplicates: 0,
  drop: [],
  delayMs: 0,
  latencyMs: 0,
  rateLimited: 0,
};

export type ReleaseOrder = 'published' | 'reversed' | 'shuffled';

/** Brings held deliveries into the order in which they shall arrive; `seed` repeats a shuffle. */
export function inOrder<Item>(items: Item[], order: ReleaseOrder, seed: string): Item[] {
  if (order === 'published') return items;
  if (order === 'reversed') return [...items].reverse();
  const shuffled = [...items];
  const random = randomFrom(seed);
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const a = shuffled[at];
    const b = shuffled[other];
    if (a !== undefined && b !== undefined) [shuffled[at], shuffled[other]] = [b, a];
  }
  return shuffled;
}

/** A small repeatable random generator (mulberry32 over a hash of the seed). */
function randomFrom(seed: string): () => number {
  let state = 0;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 0x5bd1e995) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
