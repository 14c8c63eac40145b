import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import type { Actor } from '../actor';
import { createAdminFixture } from '../admin-fixture';
import { createAdminDeps } from '../deps';
import { hashKey } from '../key';
import { findUsableKey, getRole } from '../queries';
import type { CommandName } from '../registry';
import { runAdminCommand } from '../run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

let ada: Person;
let admin: Actor;

beforeEach(async () => {
  await app.database.query('delete from admin.members');
  ada = await fixture.addMember('admin');
  admin = fixture.actorOf(ada, 'admin');
});

const run = <Name extends CommandName>(name: Name, input: unknown, actor = admin) =>
  runAdminCommand(createAdminDeps(), { ...actor, requestId: randomUUID() }, name, input);

describe('operators', () => {
  it('are made by an admin, from people who have signed in', async () => {
    const bob = await app.addPerson();
    const granted = await run('members.grant', { email: bob.email.toUpperCase(), role: 'support' });
    expect(granted).toEqual({ id: bob.id, role: 'support' });
    expect(await getRole(createAdminDeps().db, bob.id)).toBe('support');
    const { data } = await run('members.list', {});
    expect(data).toMatchObject([
      { user_id: ada.id, role: 'admin' },
      { user_id: bob.id, role: 'support', granted_by: ada.email },
    ]);
    const nobody = run('members.grant', { email: 'nobody@example.com', role: 'admin' });
    await expect(nobody).rejects.toEqual(refused('not_found'));
  });

  it('are made by nobody who was an admin a moment ago', async () => {
    const bob = await app.addPerson();
    const stale = fixture.actorOf(await app.addPerson(), 'admin');
    const grant = run('members.grant', { email: bob.email, role: 'admin' }, stale);
    await expect(grant).rejects.toEqual(refused('forbidden'));
    expect(await getRole(createAdminDeps().db, bob.id)).toBeNull();
  });

  it('are made by no script and no key, whatever it may do otherwise', async () => {
    const script: Actor = { kind: 'script', via: 'script', requestId: randomUUID() };
    const grant = run('members.grant', { email: ada.email, role: 'admin' }, script);
    await expect(grant).rejects.toEqual(refused('forbidden'));
    const key = fixture.keyActor(randomUUID(), ['catalog:read', 'sync:write']);
    await expect(run('members.list', {}, key)).rejects.toEqual(refused('forbidden'));
  });

  it('lose their role by their id or address, and their keys with it', async () => {
    const bob = await fixture.addMember('admin');
    const made = await run(
      'keys.create',
      { name: 'Bob’s', scopes: ['sync:read'] },
      fixture.actorOf(bob, 'admin'),
    );
    const revoke = (confirm?: string) => run('members.revoke', { id: bob.id, confirm });
    await expect(revoke()).rejects.toEqual(refused('confirmation_required'));
    await revoke(bob.email);
    const { db } = createAdminDeps();
    expect(await getRole(db, bob.id)).toBeNull();
    expect(await findUsableKey(db, hashKey(made.key))).toBeNull();
    await expect(revoke(bob.id)).rejects.toEqual(refused('not_found'));
  });

  it('never lose the last admin, and that somebody tried is written down', async () => {
    const leave = run('members.revoke', { id: ada.id, confirm: ada.id });
    await expect(leave).rejects.toEqual(refused('conflict'));
    const lower = run('members.grant', { email: ada.email, role: 'support' });
    await expect(lower).rejects.toEqual(refused('conflict'));
    expect(await getRole(createAdminDeps().db, ada.id)).toBe('admin');
    const rows = await fixture.audit({ user_id: ada.id, outcome: 'refused' });
    expect(rows.map(({ command, error_code }) => [command, error_code])).toEqual([
      ['members.revoke', 'conflict'],
      ['members.grant', 'conflict'],
    ]);
  });

  it('of two admins who revoke each other at once, one stays', async () => {
    const bob = await fixture.addMember('admin');
    const ends = await Promise.allSettled([
      run('members.revoke', { id: bob.id, confirm: bob.id }),
      run('members.revoke', { id: ada.id, confirm: ada.id }, fixture.actorOf(bob, 'admin')),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rows = await app.database.query('select role from admin.members');
    expect(rows).toEqual([{ role: 'admin' }]);
  });
});

describe('a key', () => {
  it('is made with an end in the future only, and ends when it is told to', async () => {
    const key = { name: 'CI', scopes: ['sync:read'] };
    const past = run('keys.create', { ...key, expires_at: '2020-01-01T00:00:00Z' });
    await expect(past).rejects.toEqual(refused('invalid_fields'));
    const made = await run('keys.create', key);
    await run('keys.revoke', { id: made.id, confirm: 'CI' });
    expect(await findUsableKey(createAdminDeps().db, hashKey(made.key))).toBeNull();
    const { data } = await run('keys.list', {});
    expect(data.find(({ id }) => id === made.id)?.revoked_at).not.toBeNull();
  });

  it('is given no scope of people’s and none that there is not', async () => {
    for (const scope of ['keys:manage', 'members:manage', 'everything', '']) {
      const made = run('keys.create', { name: 'x', scopes: [scope] });
      await expect(made).rejects.toEqual(refused('invalid_fields'));
    }
    await expect(run('keys.create', { name: 'x', scopes: [] })).rejects.toEqual(
      refused('invalid_fields'),
    );
  });
});
