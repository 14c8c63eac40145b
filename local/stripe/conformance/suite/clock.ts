import type Stripe from 'stripe';
import { lookUntil } from './patience';
import type { Try } from './scenario';

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** A real test clock takes its time: about a second for every thing that falls due. */
const ADVANCE_MS_MAX = 10 * 60_000;

/** A test clock of Stripe's own, and whoever lives on it. */
export interface Clock {
  id: string;
  /** Moves to a time in Unix seconds and waits until all that fell due is done. */
  advance: (to: number) => Promise<void>;
}

/** @param start Unix seconds */
export async function startClock({ stripe }: Try, start: number, name: string): Promise<Clock> {
  const { testClocks } = stripe.testHelpers;
  const { id } = await testClocks.create({ frozen_time: start, name });
  return {
    id,
    advance: async (to) => {
      await testClocks.advance(id, { frozen_time: to });
      const ready = await lookUntil(ADVANCE_MS_MAX, async () =>
        settled(await testClocks.retrieve(id)),
      );
      if (!ready) throw new Error(`The test clock "${name}" never arrived.`);
      if (ready.status !== 'ready') throw new Error(`The test clock "${name}" is ${ready.status}.`);
    },
  };
}

function settled(clock: Stripe.TestHelpers.TestClock): Stripe.TestHelpers.TestClock | null {
  return clock.status === 'advancing' ? null : clock;
}
