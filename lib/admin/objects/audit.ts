import 'server-only';
import { z } from 'zod';
import { defineAdminCommand } from '../define';
import { pageFields, pageOf } from '../input';
import { listAudit, type Filter } from '../queries';
import { auditEntrySchema } from '../schema';

const word = z.string().min(1).max(255);

const list = defineAdminCommand({
  name: 'audit.list',
  title: 'What operators did',
  description:
    'Every command that was run, refused or failed, newest first. Changes only, unless is_change says otherwise.',
  scope: 'audit:read',
  object: 'audit',
  isRead: true,
  http: { method: 'GET', path: '/audit' },
  input: {
    object_type: word.optional().meta({ description: 'Such as product or customer' }),
    object_id: word.optional(),
    user_id: z.uuid().optional(),
    key_id: z.uuid().optional(),
    command: word.optional().meta({ description: 'Such as products.update' }),
    outcome: z.enum(['started', 'succeeded', 'refused', 'failed']).optional(),
    is_change: z.boolean().default(true).meta({ description: 'false: what was only read' }),
    after: z.int().optional().meta({ description: 'next_cursor of the page before' }),
    limit: pageFields.limit,
  },
  output: pageOf(auditEntrySchema).extend({ next_cursor: z.int().nullable() }),
  run: async ({ db }, { after, limit, ...wanted }) => {
    const filter: Filter = Object.fromEntries(
      Object.entries(wanted).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, [value]]],
      ),
    );
    const entries = await listAudit(db, filter, { limit: limit + 1, before: after });
    const data = entries.slice(0, limit);
    return { data, next_cursor: entries.length > limit ? (data.at(-1)?.id ?? null) : null };
  },
});

export const auditCommands = [list] as const;
