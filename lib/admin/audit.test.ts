import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '@/lib/api/app-fixture';
import { createAdminFixture } from './admin-fixture';
import { createAdminDeps } from './deps';
import { adminCommands, isCommandName } from './registry';
import { runAdminCommand } from './run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const withId = z.looseObject({ id: z.string() });

/** Ids that earlier steps have left, by the name of the command. */
type Made = Readonly<Record<string, string>>;
type Step = readonly [command: string, input: (made: Made) => Record<string, unknown>];

const off = { percent_off: 10, duration: 'forever' };
const monthly = { unit_amount: 500, currency: 'usd', interval: 'month' };

/** What an operator does from the first product to the last coupon, each command at least once. */
const steps: readonly Step[] = [
  ['products.create', () => ({ name: 'Tea' })],
  ['products.update', (made) => ({ id: made['products.create'], name: 'Green tea' })],
  ['prices.create', (made) => ({ product: made['products.create'], ...monthly })],
  ['prices.update', (made) => ({ id: made['prices.create'], nickname: 'Small' })],
  ['prices.replace', (made) => ({ id: made['prices.create'], unit_amount: 600, currency: 'usd' })],
  ['coupons.create', () => off],
  ['coupons.update', (made) => ({ id: made['coupons.create'], name: 'Spring' })],
  ['promotion_codes.create', (made) => ({ coupon: made['coupons.create'] })],
  [
    'promotion_codes.update',
    (made) => ({ id: made['promotion_codes.create'], metadata: { a: 'b' } }),
  ],
  ['customers.create', () => ({ email: 'payer@example.com' })],
  ['customers.update', (made) => ({ id: made['customers.create'], name: 'Payer' })],
  ['customers.link', (made) => ({ id: made['customers.create'], email: made.person })],
  ['checkout.create_session', (made) => ({ price_id: made['prices.replace'] })],
  ['portal.create_session', (made) => ({ customer: made['customers.create'] })],
  [
    'subscriptions.create',
    (made) => ({
      customer: made['customers.create'],
      price: made['prices.replace'],
      trial_period_days: 7,
    }),
  ],
  [
    'subscriptions.extend_trial',
    (made) => ({ id: made['subscriptions.create'], trial_end: inDays(20) }),
  ],
  ['subscriptions.change', (made) => ({ id: made.paid, quantity: 2 })],
  ['subscriptions.remove_discount', (made) => ({ id: made.paid, discount: made.discount })],
  ['subscriptions.refund', (made) => ({ id: made.paid, amount: 100 })],
  ['subscriptions.cancel', (made) => ({ id: made.paid })],
  ['subscriptions.resume', (made) => ({ id: made.paid })],
  ['sync.customer', (made) => ({ id: made['customers.create'] })],
  ['sync.replay_event', (made) => ({ id: made.event })],
  ['sync.replay_all', () => ({})],
  ['sync.retry_effects', () => ({})],
  ['sync.reconcile', () => ({ job: 'work' })],
  ['members.grant', (made) => ({ email: made.person, role: 'support' })],
  ['members.revoke', (made) => ({ id: made['members.grant'] })],
  ['keys.create', () => ({ name: 'A program', scopes: ['catalog:read'] })],
  ['keys.revoke', (made) => ({ id: made['keys.create'] })],
  ['promotion_codes.archive', (made) => ({ id: made['promotion_codes.create'] })],
  ['promotion_codes.delete', (made) => ({ id: made['promotion_codes.create'] })],
  ['coupons.archive', (made) => ({ id: made['coupons.create'] })],
  ['coupons.delete', (made) => ({ id: made['coupons.create'] })],
  ['prices.archive', (made) => ({ id: made['prices.replace'] })],
  ['prices.delete', (made) => ({ id: made['prices.replace'] })],
  ['products.archive', (made) => ({ id: made['products.create'] })],
  ['products.delete', (made) => ({ id: made['products.create'] })],
  ['customers.delete', (made) => ({ id: made.leaver })],
];

/** A subscription that is paid and discounted, a customer without one, an event, and somebody with an account. */
async function prepare(): Promise<Record<string, string>> {
  const person = await app.addPerson();
  const { stripe } = app;
  const [customer, leaver, coupon] = await Promise.all([
    stripe.customers.create({ email: 'paid@example.com' }),
    stripe.customers.create({ email: 'leaver@example.com' }),
    stripe.coupons.create({ percent_off: 5, duration: 'forever' }),
  ]);
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const prices = await stripe.prices.list({ lookup_keys: ['pro_monthly'] });
  const paid = await stripe.subscriptions.create({
    customer: customer.id,
    default_payment_method: card.id,
    items: [{ price: prices.data[0]?.id ?? '' }],
    discounts: [{ coupon: coupon.id }],
  });
  await app.control.settle();
  const [event] = (await stripe.events.list({ type: 'customer.created' })).data;
  const discount = z.array(z.string()).parse(paid.discounts)[0] ?? '';
  const ids = { paid: paid.id, leaver: leaver.id, event: event?.id ?? '' };
  return { person: person.email, discount, ...ids };
}

describe('every command of the registry that changes something', () => {
  const changes = adminCommands.filter(({ isRead }) => !isRead);

  it(
    'is in the audit with the person, its object and its end, and those of Stripe’s objects with Stripe’s request',
    { timeout: 90_000 },
    async () => {
      const admin = await fixture.admin();
      const made = await prepare();
      expect(steps.map(([name]) => name).toSorted()).toEqual(
        changes.map(({ name }) => name).toSorted(),
      );
      for (const [name, inputOf] of steps) {
        const command = changes.find((each) => each.name === name);
        if (command === undefined || !isCommandName(name)) throw new Error(`${name} is no command`);
        const requestId = randomUUID();
        const input = inputOf(made);
        const output: unknown = await runAdminCommand(
          createAdminDeps(),
          { ...admin, requestId },
          name,
          {
            ...input,
            ...(command.destructive && { confirm: input.id }),
          },
        );
        made[name] = withId.safeParse(output).data?.id ?? '';
        const rows = await fixture.audit({ request_id: requestId });
        expect(
          rows.map(({ outcome }) => outcome),
          name,
        ).toEqual(['started', 'succeeded']);
        const named: unknown = input[command.idField] ?? (made[name] || null);
        expect(rows.at(-1), name).toMatchObject({
          command: name,
          actor_kind: 'user',
          user_id: admin.kind === 'user' ? admin.userId : '',
          via: 'console',
          is_change: true,
          object_type: command.object,
          object_id: named,
          stripe_request_id: /^(sync|members|keys)\./.test(name)
            ? null
            : (expect.stringMatching(/^req_/) as unknown),
        });
      }
    },
  );

  it('is in the audit with the person also when it was refused', async () => {
    const person = await fixture.addMember('support');
    for (const { name } of changes) {
      if (!isCommandName(name)) throw new Error(`${name} is no command`);
      const actor = fixture.actorOf(person, 'support');
      await expect(runAdminCommand(createAdminDeps(), actor, name, {}), name).rejects.toThrow();
      expect(await fixture.audit({ request_id: actor.requestId }), name).toMatchObject([
        { command: name, user_id: person.id, outcome: 'refused', error_code: 'forbidden' },
      ]);
    }
  });
});

describe('the actions of the console', () => {
  it('know no other way to Stripe and the database than commands', () => {
    const folder = path.resolve('app/(admin)/admin');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const actions = files.filter((file) => path.basename(file) === 'actions.ts');
    expect(actions.length).toBeGreaterThan(6);
    const imported = actions.flatMap((file) =>
      [...readFileSync(path.join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, from = '']) => from,
      ),
    );
    const doors = imported.filter((from) => /^(stripe|@supabase|@\/lib\/(?!errors\/))/.test(from));
    expect(doors).toEqual([]);
  });
});
