import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Actor } from '../actor';
import { createAdminFixture } from '../admin-fixture';
import { createAdminDeps } from '../deps';
import type { CommandName } from '../registry';
import { runAdminCommand } from '../run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;
const query = (sql: string, values?: unknown[]) => app.database.query(sql, values);

let admin: Actor;
const runAs = <Name extends CommandName>(actor: Actor, name: Name, input: unknown) =>
  runAdminCommand(createAdminDeps(), { ...actor, requestId: randomUUID() }, name, input);
const run = <Name extends CommandName>(name: Name, input: unknown) => runAs(admin, name, input);

beforeAll(async () => {
  admin = await fixture.admin();
});

/** A coupon whose event cannot be written: the mirror refuses its row until the cause is mended. */
async function breakCoupon() {
  await query('alter table stripe.coupons add constraint broken check (false) not valid');
  const { id } = await app.stripe.coupons.create({ percent_off: 10, duration: 'once' });
  // Its delivery is answered with an error and comes again; what was noted of it is what counts.
  await expect
    .poll(async () => (await run('sync.events', { object_id: id, status: 'failed' })).data.length)
    .toBeGreaterThan(0);
  return id;
}
const mend = () => query('alter table stripe.coupons drop constraint if exists broken');
const eventOf = async (object_id: string) => (await run('sync.events', { object_id })).data[0];

describe('an event in trouble', () => {
  beforeEach(mend);

  it('is shown with its error, and settled by a replay once its cause is mended', async () => {
    const coupon = await breakCoupon();
    const event = await eventOf(coupon);
    expect(event).toMatchObject({
      status: 'failed',
      last_error: expect.stringContaining('broken') as string,
    });
    const id = event?.id ?? '';
    expect(await run('sync.replay_event', { id })).toEqual({ id, outcome: 'waiting' });
    await mend();
    expect(await run('sync.replay_event', { id })).toEqual({ id, outcome: 'settled' });
    const detail = await run('sync.event', { id });
    expect(detail).toMatchObject({ status: 'processed', object: { is_newest: true } });
  });

  it('is settled with all others, also when it was given up', async () => {
    const coupons = [await breakCoupon()];
    await mend();
    await query(`update stripe.events set status = 'dead' where object_id = $1`, coupons);
    expect(await run('sync.replay_all', {})).toEqual({ tried: 1, settled: 1 });
    expect(await run('sync.replay_all', {})).toEqual({ tried: 0, settled: 0 });
    expect(await eventOf(coupons[0] ?? '')).toMatchObject({ status: 'processed' });
  });

  it('is found by its type, and by its object alone', async () => {
    const { id } = await app.stripe.coupons.create({ percent_off: 10, duration: 'once' });
    await app.control.settle();
    const { data } = await run('sync.events', { type: 'coupon.created', limit: 1 });
    expect(data).toMatchObject([{ object_id: id, type: 'coupon.created' }]);
    expect((await run('sync.events', { object_id: 'nothing' })).data).toEqual([]);
  });

  it('shows what it carries without secrets', async () => {
    const { id } = await app.stripe.coupons.create({
      percent_off: 10,
      duration: 'once',
      metadata: { client_secret: 'pi_1_secret_2', note: 'sk_test_abcdefghij' },
    });
    await app.control.settle();
    const event = await run('sync.event', { id: (await eventOf(id))?.id });
    const text = JSON.stringify(event.payload);
    expect(text).toContain(id);
    expect(text).not.toMatch(/pi_1_secret_2|sk_test_abcdefghij/);
    await expect(run('sync.event', { id: 'evt_none' })).rejects.toEqual(refused('not_found'));
  });
});

describe('the outbox', () => {
  const add = async (key: string, fields: string) => {
    const [row] = await query(
      `insert into billing.outbox (dedupe_key, topic, object_type, object_id, payload, attempts, dead_at, lease, next_attempt_at)
       values ($1, 'subscription.started', 'subscription', 'sub_1', '{}', ${fields}) returning id`,
      [key],
    );
    return Number(row?.id);
  };

  it('lists what was given up, and makes it due again with its attempts anew', async () => {
    const id = await add('given up', `20, now(), null, now() + interval '6 hours'`);
    expect((await run('sync.effects', { state: 'dead' })).data).toMatchObject([
      { id, attempts: 20 },
    ]);
    expect(await run('sync.retry_effects', {})).toEqual({ due: 1 });
    expect((await run('sync.effects', { state: 'dead' })).data).toEqual([]);
    const { data } = await run('sync.effects', { state: 'waiting' });
    expect(data.find((effect) => effect.id === id)).toMatchObject({ attempts: 0, dead_at: null });
  });

  it('leaves alone what is being delivered at the moment, and what is done', async () => {
    const id = await add('under way', `1, null, gen_random_uuid(), now() + interval '1 minute'`);
    await expect(run('sync.retry_effects', { effect: id })).rejects.toEqual(refused('conflict'));
    await query('update billing.outbox set lease = null, done_at = now() where id = $1', [id]);
    await expect(run('sync.retry_effects', { effect: id })).rejects.toEqual(refused('conflict'));
  });
});

describe('the repairs', () => {
  const repairs = [
    ['sync.replay_event', { id: 'evt_1' }],
    ['sync.replay_all', {}],
    ['sync.retry_effects', {}],
    ['sync.reconcile', { job: 'sweep' }],
  ] as const;

  it('are refused to whoever may only look, and to a key without the right, and that is written down', async () => {
    const person = await fixture.addMember('support');
    const { id: keyId } = await fixture.addKey(['sync:read', 'billing:read']);
    const actors = [
      fixture.actorOf(person, 'support'),
      fixture.keyActor(keyId, ['sync:read', 'billing:read']),
    ];
    for (const actor of actors) {
      for (const [name, input] of repairs) {
        await expect(runAs(actor, name, input)).rejects.toEqual(refused('forbidden'));
      }
      await expect(runAs(actor, 'sync.effects', {})).resolves.toBeDefined();
      await expect(runAs(actor, 'revenue.get', {})).resolves.toBeDefined();
    }
    const rows = await fixture.audit({ user_id: person.id, outcome: 'refused' });
    expect(rows.map(({ command }) => command)).toEqual(repairs.map(([name]) => name));
    const stranger = fixture.keyActor(keyId, ['catalog:read']);
    await expect(runAs(stranger, 'revenue.get', {})).rejects.toEqual(refused('forbidden'));
    await expect(runAs(stranger, 'sync.event', { id: 'e' })).rejects.toEqual(refused('forbidden'));
  });
});

describe('revenue', () => {
  it('knows a purchase as soon as it is in the mirror', async () => {
    const before = await run('revenue.get', { fresh: true });
    await app.buy(await app.addPerson(), 'pro');
    const after = await run('revenue.get', { fresh: true });
    const mrrOf = (revenue: typeof after) => revenue.months.at(-1)?.mrr ?? 0;
    expect(mrrOf(after) - mrrOf(before)).toBe(4000);
    expect(after.subscriptions.active).toBe(before.subscriptions.active + 1);
    expect(after.months).toHaveLength(12);
  });

  it.each([{ months: 0 }, { months: 61 }, { currency: 'USD' }, { currency: "'; drop" }])(
    'refuses %o',
    async (input) => {
      await expect(run('revenue.get', input)).rejects.toEqual(refused('invalid_fields'));
    },
  );
});
