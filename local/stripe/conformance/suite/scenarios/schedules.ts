import type { Scenario } from '../scenario';
import { endOf, END_OF_JANUARY, HOUR, startClock } from './clock';
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
];
