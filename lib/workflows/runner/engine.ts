import 'server-only';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { log } from '@/lib/errors/log';
import type { Keyring } from '../credentials/seal';
import { interpret } from './interpret';
import { runLimits } from './limits';
import type { ActionDeps } from './perform';
import {
  closeQueue,
  dequeue,
  enqueue,
  historyOf,
  openQueue,
  type QueuedWork,
  type Work,
} from './queue';
import type { RunEnding } from './row';
import { RunState } from './run-state';
import { countDue, createStore, type Store } from './store';
import { startWatch, type Interruption } from './watch';

/** Runs workflows; every server of the product is one. */
export interface Engine {
  /** Queues a run that has been written. Twice is once. */
  start: (work: QueuedWork) => Promise<void>;
  /** Takes a run out of the queue that has been cancelled before it began. */
  cancel: (work: Work) => Promise<void>;
  /** The parts of a run as the queue knows them, for operators. */
  history: (runId: string) => Promise<{ id: string; status: string }[]>;
  /** Its connections, for what is kept beside the API. */
  pool: Pool;
  /** How many runs could go on at this moment, here or elsewhere. */
  countDue: () => Promise<number>;
  /**
   * @param graceMs for how long steps that are under way may go on; what they were part of is left to the next server.
   *   0 leaves them in the middle: the next server does them again
   */
  stop: (graceMs?: number) => Promise<void>;
}

interface EngineOptions extends ActionDeps {
  databaseUrl: string;
  /** Seals what only later steps may read; null: they read it as people do. */
  keyring: Keyring | null;
}

interface Segment {
  runId: string;
  owner: string;
  interrupt: (reason: Interruption) => void;
}

/** Starts to run workflows in this process. One per process: the queue's library keeps its state there. */
export async function startEngine({
  databaseUrl,
  keyring,
  ...deps
}: EngineOptions): Promise<Engine> {
  const executorId = randomUUID();
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  // A connection that breaks while nobody uses it; who needs the next one hears of it.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'a connection of the runner broke');
  });
  const store = createStore(pool, keyring);
  const segments = new Set<Segment>();
  let isStopping = false;
  const parts = { store, deps, segments, isStopping: () => isStopping };
  await openQueue({ databaseUrl, executorId, handle: (work) => runSegment(parts, work) });
  const stopWatch = startWatch({ pool, executorId, segments: () => segments });
  return {
    start: enqueue,
    cancel: dequeue,
    history: historyOf,
    pool,
    countDue: () => countDue(pool),
    stop: async (graceMs = 0) => {
      isStopping = graceMs > 0;
      // Until the last step has ended this server must be seen to live.
      await closeQueue(graceMs);
      await stopWatch();
      await pool.end();
    },
  };
}

interface Parts {
  store: Store;
  deps: ActionDeps;
  segments: Set<Segment>;
  isStopping: () => boolean;
}

/** One part of a run, from where it stands to its end or its next wait. Never throws but for lack of a database. */
async function runSegment(parts: Parts, work: Work): Promise<void> {
  const { store, deps, segments, isStopping } = parts;
  const owner = randomUUID();
  const run = await store.claim(work.runId, work.segment, owner);
  if (run === null) return;
  if (run.isUnreadable) {
    await store.save(run, owner, [], { status: 'failed', error: UNREADABLE });
    return;
  }
  const stopping = new AbortController();
  const interrupt = (reason: Interruption | 'time') => {
    stopping.abort(reason);
  };
  const segment: Segment = { runId: run.id, owner, interrupt };
  if (run.cancel_requested_at !== null) interrupt('cancelled');
  const timer = setTimeout(interrupt, runLimits.segmentMs, 'time');
  segments.add(segment);
  try {
    const state = new RunState(run);
    const save: Parameters<typeof interpret>[0]['save'] = (rows) =>
      store.save(run, owner, rows, null);
    const end = await interpret({ ...deps, save, isStopping }, state, stopping.signal);
    if (end.status === 'lost' || stopping.signal.reason === 'lost') return;
    const ending = stopping.signal.reason === 'time' ? tookTooLong : end;
    const isOurs = await store.save(run, owner, state.takeChanged(), ending);
    // A queue that is being closed takes nothing; the next server finds what is due.
    if (isOurs && ending.status === 'waiting' && !isStopping())
      await queueRest(run.user_id, work, ending.due_at);
  } catch (error) {
    log.error({ err: error, run: run.id }, 'a run ended in a way that nobody foresaw');
    await store.save(run, owner, [], { status: 'failed', error: OUR_FAULT });
  } finally {
    clearTimeout(timer);
    segments.delete(segment);
  }
}

const UNREADABLE =
  'What its earlier steps had fetched cannot be opened any more: the key of this installation was changed. Start it anew.';
const OUR_FAULT = 'Something went wrong on our side. Try it again from here.';
const minutes = runLimits.segmentMs / 60_000;
const tookTooLong: RunEnding = {
  status: 'failed',
  error: `It took longer than ${minutes} minutes without a wait`,
};

/** The run holds no place while it waits: what follows is queued for later. */
async function queueRest(userId: string, { runId, segment }: Work, dueAt: string): Promise<void> {
  const delaySeconds = Math.max(0, (Date.parse(dueAt) - Date.now()) / 1000);
  await enqueue({ runId, segment: segment + 1, userId, delaySeconds });
}
