import { expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { deliverEffect } from '@/lib/billing/effects';
import { createUserClient } from '@/lib/db/clients';
import { deliverEffects } from '@/lib/stripe/sync/outbox';
import { action, chain, node } from '../runner/runner-fixture';
import { deliverToWorkflows } from './events';

const app = setUpApp();

const graph = chain(action('one'));
const on = (eventType: string) => ({
  ...graph,
  nodes: [node('start', 'stripe_event', { eventType }), ...graph.nodes.slice(1)],
});

async function waitFor(person: Person, eventType: string): Promise<void> {
  const { error } = await createUserClient(person.id)
    .from('workflows')
    .insert({ name: 'When told', node_data: on(eventType), status: 'active' });
  expect(error).toBeNull();
}

const deliver = () =>
  deliverEffects(
    app.service,
    deliverToWorkflows({ db: app.service, engine: null }, deliverEffect),
    () => true,
  );

const runsOf = async (person: Person) =>
  app.database.query(
    'select trigger_data as event, dedupe_key from workflow_runs where user_id = $1',
    [person.id],
  );

it('an event starts the workflows of its customer’s owner and of operators, once, and of nobody else', async () => {
  const [ada, eve, boss, helper] = [
    await app.addPerson(),
    await app.addPerson(),
    await app.addPerson(),
    await app.addPerson(),
  ];
  await app.database.query(
    `insert into admin.members (user_id, role) values ($1, 'admin'), ($2, 'support')`,
    [boss.id, helper.id],
  );
  for (const person of [ada, eve, boss, helper]) await waitFor(person, 'invoice.paid');
  await app.buy(ada, 'basic');
  await Promise.all([deliver(), deliver()]);

  const [run, ...others] = await runsOf(ada);
  expect(others).toEqual([]);
  expect(run?.event).toMatchObject({
    type: 'invoice.paid',
    data: { object: { object: 'invoice' } },
  });
  expect(await runsOf(boss)).toEqual([run]);
  expect(await runsOf(eve)).toEqual([]);
  expect(await runsOf(helper)).toEqual([]);

  // Delivered again, as after a server that died before it could say that it had delivered.
  await app.database.query(
    `update billing.outbox set done_at = null, next_attempt_at = now() where topic = 'stripe.event'`,
  );
  await deliver();
  expect(await runsOf(ada)).toHaveLength(1);
});

it('an event that nobody waits for leaves nothing behind', async () => {
  const rows = await app.database.query(
    `select payload ->> 'type' as type from billing.outbox where topic = 'stripe.event'`,
  );
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['invoice.paid']));
});

it('an event that names its customer by the id alone says who that is', async () => {
  const ada = await app.addPerson();
  await waitFor(ada, 'customer.subscription.created');
  await app.buy(ada, 'basic');
  await deliver();
  const [run] = await runsOf(ada);
  expect(run?.event).toMatchObject({
    type: 'customer.subscription.created',
    data: { object: { object: 'subscription', customer_email: ada.email } },
  });
});
