import 'server-only';
import type { Pool } from 'pg';
import { z } from 'zod';
import { log } from '@/lib/errors/log';
import { enqueue, queueVersion, recover } from './queue';
import { query } from './store';

/** In seconds. A server that was silent for `deadAfter` is taken for dead. */
const watchSeconds = { beat: 3, deadAfter: 12, interrupt: 0.5, sweep: 5 } as const;

export type Interruption = 'cancelled' | 'lost';

interface Segment {
  runId: string;
  owner: string;
  interrupt: (reason: Interruption) => void;
}

interface WatchOptions {
  pool: Pool;
  executorId: string;
  /** What this process works on at the moment. */
  segments: () => Iterable<Segment>;
}

/**
 * What a server does beside its runs: shows that it lives, takes over from those who do not, tells
 * its own runs when somebody has cancelled them, and queues what lost its place in the queue.
 *
 * @returns ends it
 */
export function startWatch({ pool, executorId, segments }: WatchOptions): () => Promise<void> {
  const beat = createBeat(pool, executorId);
  const stops = [
    every(watchSeconds.beat, 'take over', beat),
    every(watchSeconds.interrupt, 'look for cancellations', () => interrupt(pool, segments())),
    every(watchSeconds.sweep, 'look for lost runs', () => sweep(pool)),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Calls again some seconds after the last call has ended; a failure is told and waits for the next. */
function every(seconds: number, what: string, work: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const once = async () => {
    try {
      await work();
    } catch (error) {
      if (!isStopped) log.warn({ err: error }, `the runner could not ${what}`);
    }
    if (isStopped) return;
    timer = setTimeout(() => {
      current = once();
    }, seconds * 1000);
    timer.unref();
  };
  let current = once();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await current;
  };
}

const beatSchema = z.tuple([z.object({ age: z.number().nullable() })]);
const deadSchema = z.array(z.object({ executor_id: z.string() }));

const DEAD = `
  select distinct executor_id from dbos.workflow_status as work
  where status = 'PENDING' and application_version = $2 and executor_id is not null and not exists (
    select from runner.servers
    where servers.executor_id = work.executor_id and seen_at > now() - make_interval(secs => $1)
  )`;

function createBeat(pool: Pool, executorId: string): () => Promise<void> {
  let steadySince = performance.now();
  return async () => {
    const rows = await query(pool, 'select runner.beat($1) as age', [executorId], 0);
    const [{ age }] = beatSchema.parse(rows);
    // After a gap of its own (a sleep, a database that was away) the others may merely have had the same gap.
    if (age === null || age > 3 * watchSeconds.beat) steadySince = performance.now();
    if (performance.now() - steadySince < watchSeconds.deadAfter * 1000) return;
    const dead = deadSchema.parse(
      await query(pool, DEAD, [watchSeconds.deadAfter, queueVersion], 0),
    );
    if (dead.length === 0) return;
    const runs = await recover(dead.map(({ executor_id: id }) => id));
    log.warn({ servers: dead.length, runs }, 'took over the runs of a server that is gone');
  };
}

const interruptedSchema = z.tuple([
  z.object({ answer: z.array(z.object({ runId: z.string(), isCancelled: z.boolean() })) }),
]);

async function interrupt(pool: Pool, segments: Iterable<Segment>): Promise<void> {
  // A run that was taken over from this very process may be here twice; each is asked for by itself.
  const rounds = new Map<string, Segment[]>();
  for (const segment of segments) {
    rounds.set(segment.runId, [...(rounds.get(segment.runId) ?? []), segment]);
  }
  const most = Math.max(0, ...[...rounds.values()].map(({ length }) => length));
  for (let at = 0; at < most; at += 1) {
    await interruptOnce(
      pool,
      [...rounds.values()].flatMap((each) => each[at] ?? []),
    );
  }
}

async function interruptOnce(pool: Pool, mine: readonly Segment[]): Promise<void> {
  const sql = 'select runner.interrupted($1, $2) as answer';
  const values = [mine.map(({ runId }) => runId), mine.map(({ owner }) => owner)];
  const [{ answer }] = interruptedSchema.parse(await query(pool, sql, values, 0));
  const found = new Map(answer.map(({ runId, isCancelled }) => [runId, isCancelled]));
  for (const segment of mine) {
    const isCancelled = found.get(segment.runId);
    if (isCancelled !== undefined) segment.interrupt(isCancelled ? 'cancelled' : 'lost');
  }
}

const lostSchema = z.array(
  z.object({
    id: z.string(),
    user_id: z.string(),
    segment: z.number(),
    queue_status: z.string().nullable(),
  }),
);

const LOST = `
  select run.id, run.user_id, run.segment, work.status as queue_status
  from public.workflow_runs as run
  left join dbos.workflow_status as work on work.workflow_uuid = run.id::text || ':' || run.segment
  where run.status in ('queued', 'running', 'waiting')
    and run.due_at < now() - make_interval(secs => $1)
    and (work.status is null or work.status not in ('ENQUEUED', 'PENDING', 'DELAYED'))
  order by run.due_at
  limit 200`;

const requeuedSchema = z.tuple([z.object({ segment: z.number().nullable() })]);

/** A run is written first and queued second; whoever died in between is made good here. */
async function sweep(pool: Pool): Promise<void> {
  const lost = lostSchema.parse(await query(pool, LOST, [watchSeconds.sweep], 0));
  for (const { id, user_id: userId, segment, queue_status: status } of lost) {
    if (status === null) {
      await enqueue({ runId: id, segment, userId });
      continue;
    }
    const sql = 'select runner.requeue_run($1, $2) as segment';
    const [again] = requeuedSchema.parse(await query(pool, sql, [id, segment], 0));
    if (again.segment !== null) await enqueue({ runId: id, segment: again.segment, userId });
  }
}
