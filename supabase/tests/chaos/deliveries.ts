import type { Random } from './random';

export interface DeliveryShares {
  duplicated: number;
  dropped: number;
}

interface Waiting {
  payload: unknown;
  /** The round in which it comes at the earliest. */
  due: number;
  attempts: number;
}

/** Takes one delivery; answers whether it needs to come no more. */
type Take = (payload: unknown) => Promise<boolean>;

/** Longer than any real delay relative to the changes between them. */
const DELAY_ROUNDS_MAX = 4;
const AT_ONCE = 16;
const ATTEMPTS_MAX = 60;

/**
 * Everything that can happen to a delivery between Stripe and us: it comes rounds later, twice, in any
 * order, together with fifteen others, or never; and again when nobody said that it arrived.
 */
export function createDeliveries(random: Random, shares: DeliveryShares, take: Take) {
  let waiting: Waiting[] = [];
  let round = 0;
  const counts = { published: 0, dropped: 0, delivered: 0, repeated: 0 };

  const attempt = async (delivery: Waiting) => {
    counts.delivered += 1;
    if (await take(delivery.payload)) return;
    if (delivery.attempts >= ATTEMPTS_MAX) throw new Error('A delivery is never taken.');
    counts.repeated += 1;
    waiting.push({ ...delivery, attempts: delivery.attempts + 1, due: round + 1 });
  };

  const deliver = async (deliveries: Waiting[]) => {
    const queue = shuffle(deliveries, random);
    const worker = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await attempt(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };

  return {
    counts,
    publish: (payload: unknown) => {
      counts.published += 1;
      if (random.chance(shares.dropped)) {
        counts.dropped += 1;
        return;
      }
      const copies = random.chance(shares.duplicated) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        waiting.push({ payload, due: round + random.below(DELAY_ROUNDS_MAX + 1), attempts: 0 });
      }
    },
    /** Delivers what is due in this round. */
    next: async () => {
      round += 1;
      const due = waiting.filter((delivery) => delivery.due <= round);
      waiting = waiting.filter((delivery) => delivery.due > round);
      await deliver(due);
    },
    /** Delivers until nothing waits any more. */
    finish: async () => {
      while (waiting.length > 0) {
        round += 1;
        const all = waiting;
        waiting = [];
        await deliver(all);
      }
    },
  };
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.toSorted((left, right) => left.key - right.key).map(({ item }) => item);
}
