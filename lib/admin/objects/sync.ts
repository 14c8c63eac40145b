import 'server-only';
import { z } from 'zod';
import { deliverEffect } from '@/lib/billing/effects';
import { AppError } from '@/lib/errors/app-error';
import { mirroredTypes } from '@/lib/stripe/rows/rows';
import { runJob } from '@/lib/stripe/sync/jobs';
import { jobResultSchema, jobSchema } from '@/lib/stripe/sync/schema';
import { syncCustomer } from '@/lib/stripe/sync/sync';
import { replayEvent } from '@/lib/stripe/sync/worker';
import { getEngine } from '@/lib/workflows/runner/current-engine';
import { deliverToWorkflows } from '@/lib/workflows/triggers/events';
import { defineAdminCommand } from '../define';
import { idOf, pageFields } from '../input';
import { getSyncHealth, listDrift, listEvents, type Filter } from '../queries';
import { driftSchema, eventSchema, eventStatusSchema, syncHealthSchema, toSeqPage } from '../sync';

/** Somebody waits for the answer; what is not done then is taken up by the next run. */
const BUDGET_MS = 20_000;

const below = {
  after: z.int().optional().meta({ description: 'next_cursor of the page before' }),
  limit: pageFields.limit,
};

const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ data: z.array(row), next_cursor: z.int().nullable() });

const health = defineAdminCommand({
  name: 'sync.health',
  title: 'How the sync with Stripe is doing',
  description: 'Lag, events that wait, failed or were given up, drift, and when each job last ran.',
  scope: 'sync:read',
  object: 'sync',
  isRead: true,
  http: { method: 'GET', path: '/sync/health' },
  input: {},
  output: syncHealthSchema,
  run: async ({ db }) => syncHealthSchema.parse(await getSyncHealth(db)),
});

const events = defineAdminCommand({
  name: 'sync.events',
  title: "Stripe's events",
  description: 'Every event that came, newest first: what became of it, and why not.',
  scope: 'sync:read',
  object: 'event',
  isRead: true,
  http: { method: 'GET', path: '/sync/events' },
  input: {
    id: idOf('event').optional(),
    status: eventStatusSchema.optional(),
    type: z.string().max(100).optional().meta({ description: 'Such as invoice.paid' }),
    object_type: z.string().max(100).optional(),
    object_id: idOf('object').optional(),
    ...below,
  },
  output: pageOf(eventSchema),
  run: async ({ db }, { after, limit, ...given }) => {
    // An id alone is looked for under every type that is mirrored: events are found by both.
    const isAlone = given.object_id !== undefined && given.object_type === undefined;
    const wanted = { ...given, object_type: isAlone ? mirroredTypes : given.object_type };
    const filter: Filter = Object.fromEntries(
      Object.entries(wanted).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, [value].flat()]],
      ),
    );
    const rows = await listEvents(db, filter, { limit: limit + 1, before: after });
    return toSeqPage(z.array(eventSchema).parse(rows), limit, ({ seq }) => seq);
  },
});

const drift = defineAdminCommand({
  name: 'sync.drift',
  title: 'Differences from Stripe',
  description: 'What a scan found in the mirror that was not as Stripe has it, newest first.',
  scope: 'sync:read',
  object: 'drift',
  isRead: true,
  http: { method: 'GET', path: '/sync/drift' },
  input: below,
  output: pageOf(driftSchema),
  run: async ({ db }, { after, limit }) => {
    const rows = await listDrift(db, { limit: limit + 1, before: after });
    return toSeqPage(z.array(driftSchema).parse(rows), limit, ({ id }) => id);
  },
});

const replay = defineAdminCommand({
  name: 'sync.replay_event',
  title: 'Replay an event',
  description: 'Takes an event up again at once: after its cause was mended.',
  scope: 'sync:write',
  object: 'event',
  http: { method: 'POST', path: '/sync/events/{id}/replay' },
  input: { id: idOf('event') },
  output: z.object({ id: z.string(), outcome: z.enum(['settled', 'waiting']) }),
  run: async (deps, { id }) => {
    const outcome = await replayEvent(deps, id);
    if (outcome === 'unknown') throw new AppError('not_found');
    return { id, outcome };
  },
});

const customer = defineAdminCommand({
  name: 'sync.customer',
  title: 'Sync a customer',
  description: 'Reads a customer with his subscriptions and invoices anew from Stripe.',
  scope: 'sync:write',
  object: 'customer',
  http: { method: 'POST', path: '/sync/customers/{id}' },
  input: { id: idOf('customer') },
  output: z.object({ id: z.string() }),
  // One that Stripe has deleted is found and brought into the mirror; one it never had leaves no trace.
  load: ({ stripe }, { id }) => stripe.customers.retrieve(id),
  run: async (deps, { id }) => {
    await syncCustomer(deps, id);
    return { id };
  },
});

const reconcile = defineAdminCommand({
  name: 'sync.reconcile',
  title: 'Run a job of the sync',
  description:
    'work: what failed, and the outbox. sweep: events that never came. scan: every object. `paused` means that the next run goes on.',
  scope: 'sync:write',
  object: 'job',
  idField: 'job',
  http: { method: 'POST', path: '/sync/reconcile' },
  input: { job: jobSchema.default('sweep') },
  output: jobResultSchema,
  run: (deps, { job }) => {
    const deliver = deliverToWorkflows({ db: deps.db, engine: getEngine() }, deliverEffect);
    return runJob(deps, job, { deliver, budgetMs: BUDGET_MS });
  },
});

export const syncCommands = [health, events, drift, replay, customer, reconcile] as const;
