import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { replayEvent } from '@/lib/stripe/sync/worker';
import { retryEffects } from '../commands';
import { defineAdminCommand } from '../define';
import { idOf, pageFields } from '../input';
import { findEvent, listEffects, listEvents } from '../queries';
import { redactPayload } from '../redact';
import { effectSchema, eventDetailSchema, eventSchema, toSeqPage } from '../sync';

/** Somebody waits for the answer; what is left then is one more press. */
const BUDGET_MS = 20_000;
const AT_ONCE = 100;

const event = defineAdminCommand({
  name: 'sync.event',
  title: 'One event',
  description: 'What it carries, what became of it, and the object that it tells of.',
  scope: 'sync:read',
  object: 'event',
  isRead: true,
  http: { method: 'GET', path: '/sync/events/{id}' },
  input: { id: idOf('event') },
  output: eventDetailSchema,
  run: async ({ db }, { id }) => {
    const found = await findEvent(db, id);
    if (found === null) throw new AppError('not_found');
    const detail = eventDetailSchema.parse(found);
    return { ...detail, payload: redactPayload(detail.payload) };
  },
});

const replayAll = defineAdminCommand({
  name: 'sync.replay_all',
  title: 'Replay what failed',
  description:
    'Takes up again every event that failed or was given up, the newest first, for twenty seconds at most.',
  scope: 'sync:write',
  object: 'event',
  http: { method: 'POST', path: '/sync/replay' },
  input: {},
  output: z.object({ tried: z.int(), settled: z.int() }),
  run: async (deps) => {
    const end = performance.now() + BUDGET_MS;
    const filter = { status: ['dead', 'failed'] };
    const found = await listEvents(deps.db, filter, { limit: AT_ONCE });
    const tally = { tried: 0, settled: 0 };
    for (const { id } of z.array(eventSchema).parse(found)) {
      if (performance.now() > end) break;
      tally.tried += 1;
      if ((await replayEvent(deps, id)) === 'settled') tally.settled += 1;
    }
    return tally;
  },
});

const effects = defineAdminCommand({
  name: 'sync.effects',
  title: 'The outbox',
  description:
    'What has to happen because something changed, such as mails: waiting, given up, or done.',
  scope: 'sync:read',
  object: 'effect',
  isRead: true,
  http: { method: 'GET', path: '/sync/effects' },
  input: {
    state: z.enum(['waiting', 'dead', 'done']).default('waiting'),
    after: z.int().optional().meta({ description: 'next_cursor of the page before' }),
    limit: pageFields.limit,
  },
  output: z.object({ data: z.array(effectSchema), next_cursor: z.int().nullable() }),
  run: async ({ db }, { state, after, limit }) => {
    const rows = await listEffects(db, state, { limit: limit + 1, before: after });
    return toSeqPage(z.array(effectSchema).parse(rows), limit, ({ id }) => id);
  },
});

const retry = defineAdminCommand({
  name: 'sync.retry_effects',
  title: 'Try the outbox again',
  description:
    'Makes one entry of the outbox due now, or all that were given up; the next run of the job work delivers them.',
  scope: 'sync:write',
  object: 'effect',
  http: { method: 'POST', path: '/sync/effects/retry' },
  input: {
    effect: z.int().min(1).optional().meta({ description: 'Its id; all given up ones without' }),
  },
  output: z.object({ due: z.int() }),
  run: async ({ db }, { effect }) => {
    const due = await retryEffects(db, effect ?? null);
    if (effect !== undefined && due === 0) {
      throw new AppError('conflict', {
        detail: 'It is delivered already, or on its way at this moment. Nothing was changed.',
      });
    }
    return { due };
  },
});

export const syncTroubleCommands = [event, replayAll, effects, retry] as const;
