import type Stripe from 'stripe';
import { lookUntil } from '../patience';
import type { Try } from '../scenario';

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** 31 January 2027, noon: the months after it are shorter. */
export const END_OF_JANUARY = Date.UTC(2027, 0, 31, 12) / 1000;

/** A real test clock takes its time: about a second for every thing that falls due. */
const ADVANCE_MS_MAX = 10 * 60_000;

/** A test clock of Stripe's own, and whoever lives on it. */
export interface Clock {
  id: string;
  /** Moves to a time in Unix seconds and waits until all that fell due is done. */
  advance: (to: number) => Promise<void>;
}

/** Starts at the end of January unless told otherwise, in Unix seconds. */
export async function startClock(
  { stripe }: Try,
  name: string,
  start = END_OF_JANUARY,
): Promise<Clock> {
  const { testClocks } = stripe.testHelpers;
  const { id } = await testClocks.create({ frozen_time: start, name });
  const look = async () => settled(await testClocks.retrieve(id));
  return {
    id,
    advance: async (to) => {
      await testClocks.advance(id, { frozen_time: to });
      const ready = await lookUntil(ADVANCE_MS_MAX, look);
      if (!ready) throw new Error(`The test clock "${name}" never arrived.`);
      if (ready.status !== 'ready') throw new Error(`The test clock "${name}" is ${ready.status}.`);
    },
  };
}

function settled(clock: Stripe.TestHelpers.TestClock): Stripe.TestHelpers.TestClock | null {
  return clock.status === 'advancing' ? null : clock;
}

/** The end of the running period, Unix seconds. */
export function endOf({ items }: Stripe.Subscription): number {
  return items.data[0]?.current_period_end ?? 0;
}

/** The day of a time in Unix seconds, `2027-02-28`. */
export function dayOf(at: number | null | undefined): string {
  return new Date((at ?? 0) * 1000).toISOString().slice(0, 10);
}
