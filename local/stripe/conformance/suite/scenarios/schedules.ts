import type { Scenario } from '../scenario';
import { DAY, endOf, END_OF_JANUARY, HOUR, startClock } from './clock';
import { createPayer, createPrice } from './shop';

export const schedules: Scenario[] = [
  [
    'a schedule changes the plan with the period',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const clock = await startClock(attempt, 'downgrade');
      const [pro, basic] = [await createPrice(attempt, 4000), await createPrice(attempt, 2000)];
      const payer = await createPayer(attempt, 'pm_card_visa', { test_clock: clock.id });
      const running = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: pro.id }],
      });
      const made = await stripe.subscriptionSchedules.create({ from_subscription: running.id });
      const [now] = made.phases;
      const schedule = await stripe.subscriptionSchedules.update(made.id, {
        end_behavior: 'release',
        metadata: { suite: 'cue' },
        phases: [
          {
            items: [{ price: pro.id, quantity: 1 }],
            start_date: now?.start_date ?? END_OF_JANUARY,
            end_date: now?.end_date ?? END_OF_JANUARY,
          },
          {
            items: [{ price: basic.id, quantity: 1 }],
            duration: { interval: 'month', interval_count: 1 },
          },
        ],
      });
      same('two phases', schedule.phases.length, 2);
      same(
        'nothing changed yet',
        (await stripe.subscriptions.retrieve(running.id)).schedule,
        made.id,
      );
      await clock.advance(endOf(running) + 2 * HOUR);
      const changed = await stripe.subscriptions.retrieve(running.id);
      same('the cheaper plan', changed.items.data[0]?.price.id, basic.id);
      const [invoice] = (await stripe.invoices.list({ subscription: running.id, limit: 1 })).data;
      same('is billed', [invoice?.total, invoice?.status], [2000, 'paid']);
      await clock.advance(endOf(changed) + 2 * HOUR);
      const over = await stripe.subscriptionSchedules.retrieve(made.id);
      same(
        'the schedule lets go',
        [over.status, over.released_subscription],
        ['released', running.id],
      );
      announces(made.id, 'subscription_schedule.created', 'subscription_schedule.updated');
      announces(made.id, 'subscription_schedule.released');
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
  [
    'schedules that end in other ways',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      const clock = await startClock(attempt, 'schedules');
      const price = await createPrice(attempt, 2000);
      const payer = await createPayer(attempt, 'pm_card_visa', { test_clock: clock.id });
      const create = (start: number | 'now', end: 'cancel' | 'release' = 'cancel') =>
        stripe.subscriptionSchedules.create({
          customer: payer.id,
          start_date: start,
          end_behavior: end,
          phases: [
            {
              items: [{ price: price.id, quantity: 1 }],
              duration: { interval: 'month', interval_count: 1 },
            },
          ],
        });
      const ending = await create('now');
      same('it has begun', ending.status, 'active');
      const waiting = await create(END_OF_JANUARY + 10 * DAY);
      same('it waits', [waiting.status, waiting.subscription], ['not_started', null]);
      const canceled = await stripe.subscriptionSchedules.cancel(waiting.id);
      same('it is canceled', canceled.status, 'canceled');
      const freed = await create('now', 'release');
      const released = await stripe.subscriptionSchedules.release(freed.id);
      same('it is released', released.status, 'released');
      await refused('once', stripe.subscriptionSchedules.release(freed.id), { statusCode: 400 });
      const listed = await stripe.subscriptionSchedules.list({ customer: payer.id });
      same('all are listed', listed.data.length, 3);
      const [phase] = ending.phases;
      await clock.advance((phase?.end_date ?? 0) + HOUR);
      const over = await stripe.subscriptionSchedules.retrieve(ending.id);
      same('it is done', over.status, 'completed');
      announces(waiting.id, 'subscription_schedule.created', 'subscription_schedule.canceled');
      announces(freed.id, 'subscription_schedule.released');
      announces(ending.id, 'subscription_schedule.completed');
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
];
