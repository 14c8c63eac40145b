import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import type { Actor } from '../actor';
import { grantRole, revokeRole } from '../commands';
import { defineAdminCommand } from '../define';
import { emailField } from '../input';
import { listMembers } from '../queries';
import { memberSchema, roleSchema } from '../schema';

/** Who decides about people: a person. No key has the right, and a script names nobody. */
export function requirePerson(actor: Actor): string {
  if (actor.kind === 'user') return actor.userId;
  throw new AppError('forbidden', { detail: 'Only a signed-in admin may do this.' });
}

const list = defineAdminCommand({
  name: 'members.list',
  title: 'List operators',
  description: 'Who operates the product, and in which role.',
  scope: 'members:manage',
  object: 'member',
  isRead: true,
  http: { method: 'GET', path: '/members' },
  input: {},
  output: z.object({ data: z.array(memberSchema) }),
  run: async ({ db }) => ({ data: await listMembers(db) }),
});

const grant = defineAdminCommand({
  name: 'members.grant',
  title: 'Make somebody an operator',
  description: 'Gives a person a role, or another one. The person must have signed in once.',
  scope: 'members:manage',
  object: 'member',
  http: { method: 'POST', path: '/members' },
  input: { email: emailField, role: roleSchema },
  output: z.object({ id: z.uuid(), role: roleSchema }),
  run: async ({ db }, { email, role }, { actor }) => ({
    id: await grantRole(db, { email, role, by: requirePerson(actor) }),
    role,
  }),
});

const revoke = defineAdminCommand({
  name: 'members.revoke',
  title: "Take an operator's role away",
  description: 'Also ends the keys that he made. The last admin stays.',
  scope: 'members:manage',
  object: 'member',
  destructive: true,
  http: { method: 'DELETE', path: '/members/{id}' },
  input: { id: z.uuid() },
  output: z.object({ id: z.uuid() }),
  load: async ({ db }, input) => {
    const member = (await listMembers(db)).find((each) => each.user_id === input.id);
    if (member === undefined) throw new AppError('not_found');
    return { email: member.email };
  },
  run: async ({ db }, { id }, { actor }) => {
    await revokeRole(db, { userId: id, by: requirePerson(actor) });
    return { id };
  },
});

export const memberCommands = [list, grant, revoke] as const;
