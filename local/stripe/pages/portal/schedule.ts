import { z } from 'zod';
import { segment } from '../client';
import type { Price, Subscription } from '../schema';
import type { PlanChange } from './change';
import { periodEndOf, type PortalContext } from './context';

const scheduleSchema = z.looseObject({
  id: z.string(),
  phases: z
    .array(
      z.looseObject({
        start_date: z.number(),
        end_date: z.number(),
        discounts: z.array(z.looseObject({ discount: z.string().nullable() })).default([]),
      }),
    )
    .min(1),
});

const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/**
 * When a change shall take effect: the end of the period when one of the configuration's conditions
 * holds (Unix seconds), or null for at once.
 */
export function scheduledFor(
  { configuration }: PortalContext,
  subscription: Subscription,
  { offer, quantity }: PlanChange,
): number | null {
  const [current] = subscription.items.data;
  // A trial is not cut short by a cheaper plan: there is nothing paid to use up.
  if (current === undefined || subscription.status === 'trialing') return null;
  const { conditions } = configuration.features.subscription_update.schedule_at_period_end;
  const holds = conditions.some(({ type }) =>
    type === 'shortening_interval'
      ? daysOf(offer.price) < daysOf(current.price)
      : type === 'decreasing_item_amount' &&
        (offer.price.unit_amount ?? 0) * quantity <
          (current.price.unit_amount ?? 0) * current.quantity,
  );
  return holds ? periodEndOf(subscription) : null;
}

/**
 * Lets a plan change when its period ends, in place of any change scheduled before.
 *
 * @throws the API's error
 */
export async function scheduleChange(
  { client }: PortalContext,
  subscription: Subscription,
  { offer, quantity: wanted, discount }: PlanChange,
): Promise<void> {
  const path = '/v1/subscription_schedules';
  const { id, phases } =
    subscription.schedule === null
      ? await client.post(path, scheduleSchema, { from_subscription: subscription.id })
      : await client.get(`${path}/${segment(subscription.schedule)}`, scheduleSchema);
  const [running] = phases;
  if (running === undefined) return;
  // A phase has the discounts that it names and no others.
  const kept = running.discounts.flatMap(({ discount: id }) => (id ? { discount: id } : []));
  await client.post(`${path}/${segment(id)}`, scheduleSchema, {
    phases: [
      {
        items: subscription.items.data.map(({ price, quantity }) => ({
          price: price.id,
          quantity,
        })),
        start_date: running.start_date,
        end_date: running.end_date,
      },
      {
        items: [{ price: offer.price.id, quantity: wanted }],
        proration_behavior: 'none',
        discounts: [...kept, ...(discount ? [discount] : [])],
      },
    ],
  });
}

/** Drops what was scheduled: a later decision of the customer replaces it. */
export async function dropSchedule(
  { client }: PortalContext,
  { schedule }: Subscription,
): Promise<void> {
  if (schedule === null) return;
  const path = `/v1/subscription_schedules/${segment(schedule)}/release`;
  await client.post(path, scheduleSchema);
}

function daysOf({ recurring }: Price): number {
  return recurring === null ? 0 : (DAYS[recurring.interval] ?? 0) * recurring.interval_count;
}
