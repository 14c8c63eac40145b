import type { Random } from './random';

/** Thrown where a server would have died: nobody catches it, nobody answers. */
class Killed extends Error {}

/** How often a statement fails. Half of those that fail have been executed all the same. */
interface FaultShares {
  failing: number;
  killed: number;
}

/**
 * The way to the database with something wrong: requests that never arrive, answers that get lost, and
 * servers that die before or after a statement.
 */
export function createFaultyFetch(random: Random, shares: FaultShares) {
  let isOn = true;
  const counts = { statements: 0, failed: 0, killed: 0 };
  const faultyFetch: typeof fetch = async (input, init) => {
    counts.statements += 1;
    if (!isOn) return fetch(input, init);
    const isKilled = random.chance(shares.killed);
    const fails = isKilled || random.chance(shares.failing);
    if (!fails) return fetch(input, init);
    const arrives = random.chance(0.5);
    if (arrives) await (await fetch(input, init)).arrayBuffer();
    if (isKilled) {
      counts.killed += 1;
      throw new Killed();
    }
    counts.failed += 1;
    throw new TypeError('fetch failed');
  };
  return {
    fetch: faultyFetch,
    counts,
    /** Everything works from now on. */
    end: () => {
      isOn = false;
    },
  };
}
