import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { createKey, revokeKey } from '../commands';
import { defineAdminCommand } from '../define';
import { instantField } from '../input';
import { listKeys } from '../queries';
import { apiKeySchema, keyScopeSchema } from '../schema';
import { requirePerson } from './members';

const list = defineAdminCommand({
  name: 'keys.list',
  title: 'List admin keys',
  description: 'All keys, newest first, without the keys themselves.',
  scope: 'keys:manage',
  object: 'api_key',
  isRead: true,
  http: { method: 'GET', path: '/keys' },
  input: {},
  output: z.object({ data: z.array(apiKeySchema) }),
  run: async ({ db }) => ({ data: await listKeys(db) }),
});

const create = defineAdminCommand({
  name: 'keys.create',
  title: 'Make an admin key',
  description: 'For /api/admin and /api/mcp. The key is in this answer and nowhere else.',
  scope: 'keys:manage',
  object: 'api_key',
  http: { method: 'POST', path: '/keys', status: 201 },
  input: {
    name: z.string().trim().min(1).max(80),
    scopes: z.array(keyScopeSchema).min(1, 'Choose at least one right'),
    expires_at: instantField.optional(),
  },
  output: apiKeySchema.extend({ key: z.string().meta({ description: 'Shown this once' }) }),
  run: async ({ db }, { name, scopes, expires_at }, { actor }) => {
    if (expires_at !== undefined && Date.parse(expires_at) <= Date.now()) {
      throw new AppError('invalid_fields', {
        detail: 'Check expires_at.',
        fields: [{ path: 'expires_at', message: 'Must be in the future' }],
      });
    }
    const request = { name, scopes, expiresAt: expires_at ?? null };
    const { key, apiKey } = await createKey(db, request, requirePerson(actor));
    return { ...apiKey, key };
  },
});

const revoke = defineAdminCommand({
  name: 'keys.revoke',
  title: 'End an admin key',
  description: 'From now on the key opens nothing, for good.',
  scope: 'keys:manage',
  object: 'api_key',
  destructive: true,
  http: { method: 'DELETE', path: '/keys/{id}' },
  input: { id: z.uuid() },
  output: apiKeySchema,
  load: async ({ db }, input) => {
    const key = (await listKeys(db)).find((each) => each.id === input.id);
    if (key === undefined) throw new AppError('not_found');
    return { name: key.name };
  },
  run: ({ db }, { id }) => revokeKey(db, id),
});

export const keyCommands = [list, create, revoke] as const;
