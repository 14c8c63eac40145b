import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { createAdminFixture } from './admin-fixture';
import { createAdminDeps } from './deps';
import { runAdminCommand } from './run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

describe('a command', () => {
  it('goes through Stripe and is in the mirror before its webhook', async () => {
    const actor = await fixture.admin();
    await app.control.faults({ hold: true });
    const made = await runAdminCommand(createAdminDeps(), actor, 'products.create', {
      name: 'Tea',
      metadata: { origin: 'Assam' },
    });
    expect(made).toMatchObject({ name: 'Tea', active: true, metadata: { origin: 'Assam' } });
    expect(await app.stripe.products.retrieve(made.id)).toMatchObject({ name: 'Tea' });
    await app.control.faults({ hold: false });
    await app.control.settle();
  });

  it('is done once, however often the same request is repeated', async () => {
    const actor = await fixture.admin();
    const run = () =>
      runAdminCommand(createAdminDeps(), actor, 'products.create', { name: 'Once' });
    const [first, second] = [await run(), await run()];
    expect(second.id).toBe(first.id);
    const other = await runAdminCommand(
      createAdminDeps(),
      { ...actor, requestId: randomUUID() },
      'products.create',
      { name: 'Once' },
    );
    expect(other.id).not.toBe(first.id);
  });

  it('is written down with who, how, what and Stripe’s request', async () => {
    const actor = await fixture.admin({ via: 'script', requestId: 'req-0000001' });
    const { id } = await runAdminCommand(createAdminDeps(), actor, 'products.create', {
      name: 'Written',
    });
    const [end] = await fixture.audit({ object_id: id });
    expect(end).toMatchObject({
      actor_kind: 'user',
      user_id: actor.kind === 'user' ? actor.userId : '',
      via: 'script',
      command: 'products.create',
      is_change: true,
      object_type: 'product',
      input: { name: 'Written' },
      outcome: 'succeeded',
      error_code: null,
      stripe_request_id: expect.stringMatching(/^req_/) as string,
      request_id: 'req-0000001',
    });
    const run = await fixture.audit({ run_id: String(end?.run_id) });
    expect(run.map(({ outcome }) => outcome)).toEqual(['started', 'succeeded']);
  });

  it('is refused without the right to it, and that is written down', async () => {
    const person = await fixture.addMember('support');
    const actor = fixture.actorOf(person, 'support');
    const list = runAdminCommand(createAdminDeps(), actor, 'products.list', {});
    await expect(list).resolves.toMatchObject({ data: expect.any(Array) as unknown[] });
    const write = runAdminCommand(createAdminDeps(), actor, 'products.create', { name: 'No' });
    await expect(write).rejects.toEqual(refused('forbidden'));
    const rows = await fixture.audit({ user_id: person.id });
    expect(rows.map(({ command, outcome, error_code }) => [command, outcome, error_code])).toEqual([
      ['products.list', 'succeeded', null],
      ['products.create', 'refused', 'forbidden'],
    ]);
  });

  it('names the fields that are wrong', async () => {
    const actor = await fixture.admin();
    const run = runAdminCommand(createAdminDeps(), actor, 'products.create', { nme: 'Tea' });
    await expect(run).rejects.toMatchObject({
      code: 'invalid_fields',
      fields: [{ path: 'name' }, { path: 'nme' }],
    });
  });

  it('that cannot be undone wants the id or the name of what it is about', async () => {
    const actor = await fixture.admin();
    const deps = createAdminDeps();
    const { id } = await runAdminCommand(deps, actor, 'products.create', { name: 'Doomed' });
    for (const confirm of [undefined, 'yes', 'doomed']) {
      const run = runAdminCommand(deps, actor, 'products.delete', { id, confirm });
      await expect(run).rejects.toEqual(refused('confirmation_required'));
    }
    expect((await app.stripe.products.retrieve(id)).active).toBe(true);
    const run = await runAdminCommand(deps, actor, 'products.delete', { id, confirm: 'Doomed' });
    expect(run).toEqual({ id, result: 'deleted', reason: null });
    const row = await runAdminCommand(deps, actor, 'products.get', { id });
    expect(row.deleted_at).not.toBeNull();
  });

  it('deletes what can be deleted, archives the rest, and says which and why', async () => {
    const actor = await fixture.admin();
    const deps = createAdminDeps();
    const { id } = await runAdminCommand(deps, actor, 'products.create', { name: 'Sold' });
    const price = await runAdminCommand(deps, actor, 'prices.create', {
      product: id,
      unit_amount: 500,
      currency: 'usd',
    });
    const end = await runAdminCommand(deps, actor, 'products.delete', { id, confirm: id });
    expect(end).toMatchObject({
      result: 'archived',
      reason: expect.stringContaining('price') as string,
    });
    const product = await runAdminCommand(deps, actor, 'products.get', { id });
    expect(product).toMatchObject({ active: false, prices: [{ id: price.id, active: false }] });
  });

  it('about something that is not there is not found, and nothing is sent', async () => {
    const actor = await fixture.admin();
    const run = runAdminCommand(createAdminDeps(), actor, 'products.update', {
      id: 'prod_none',
      name: 'x',
    });
    await expect(run).rejects.toEqual(refused('not_found'));
    const rows = await fixture.audit({ object_id: 'prod_none' });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['refused']);
  });

  it('never touches an object of the other mode', async () => {
    const actor = await fixture.admin();
    const { id } = await runAdminCommand(createAdminDeps(), actor, 'products.create', {
      name: 'Test mode',
    });
    const live = { ...createAdminDeps(), livemode: true };
    const run = runAdminCommand(live, actor, 'products.update', { id, name: 'Live' });
    await expect(run).rejects.toEqual(refused('not_found'));
    expect((await app.stripe.products.retrieve(id)).name).toBe('Test mode');
  });

  it('that Stripe refuses says why, and is written down with the request', async () => {
    const actor = await fixture.admin();
    const deps = createAdminDeps();
    const { id } = await runAdminCommand(deps, actor, 'products.create', { name: 'P' });
    const run = runAdminCommand(deps, actor, 'products.update', { id, default_price: 'price_no' });
    await expect(run).rejects.toThrow();
    const rows = await fixture.audit({ object_id: id, command: 'products.update' });
    expect(rows.at(-1)).toMatchObject({
      outcome: 'refused',
      stripe_request_id: expect.stringMatching(/^req_/) as string,
    });
  });

  it('fails before anything is changed when it cannot be written down', async () => {
    const actor = await fixture.admin();
    const deps = createAdminDeps();
    await app.database.query(
      'alter table admin.audit add constraint full_disk check (false) not valid',
    );
    const run = runAdminCommand(deps, actor, 'products.create', { id: 'never_made', name: 'x' });
    await expect(run).rejects.toEqual(refused('unavailable'));
    await app.database.query('alter table admin.audit drop constraint full_disk');
    await expect(app.stripe.products.retrieve('never_made')).rejects.toThrow();
  });

  it('leaves no secret in the audit, wherever it was sent', async () => {
    const actor = await fixture.admin();
    const deps = createAdminDeps();
    const secret = `sk_live_${'a1'.repeat(20)}`;
    await runAdminCommand(deps, actor, 'products.create', {
      name: `Key ${secret}`,
      metadata: { api_token: 'hunter2', note: 'card 4242 4242 4242 4242' },
    });
    const refusal = runAdminCommand(deps, actor, 'products.create', {
      name: 'x',
      password: 'hunter2',
      [secret]: 1,
    });
    await expect(refusal).rejects.toEqual(refused('invalid_fields'));
    const made = await runAdminCommand(deps, actor, 'keys.create', {
      name: 'CI',
      scopes: ['catalog:read'],
    });
    expect(made.key).toMatch(/^cue_admin_[\w-]{43}$/);
    const text = await fixture.auditText();
    for (const word of [secret, 'hunter2', '4242 4242', made.key]) expect(text).not.toContain(word);
  });
});
