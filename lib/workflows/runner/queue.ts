import 'server-only';
import { DBOS, type DBOSConfig } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { log } from '@/lib/errors/log';

/**
 * The queue of runs: the only file that knows the library behind it. What it needs of it beyond the
 * published interface is held to by `queue.test.ts`.
 */

/** Constant: a new release goes on with the runs of the one before. */
const APPLICATION_VERSION = 'runs-1';
const QUEUE = 'runs';
const WORKFLOW = 'run';

export const queueLimits = {
  /** Runs of one server that are under way at once. */
  perServer: 32,
  /** Runs of one person, on all servers together. */
  perTenant: 8,
  pollMs: 200,
} as const;

/** A part of a run, as the queue knows it. */
export interface Work {
  runId: string;
  segment: number;
}

export interface QueuedWork extends Work {
  /** Whose limit it counts for. */
  userId: string;
  /** When it may begin, in seconds from now. */
  delaySeconds?: number;
}

const idOf = ({ runId, segment }: Work) => `${runId}:${segment}`;

/** What the library has to say below a warning is about itself. */
const quiet: NonNullable<DBOSConfig['logger']> = {
  debug: () => undefined,
  info: () => undefined,
  warn: (entry) => {
    log.warn({ queue: entry }, 'the queue warns');
  },
  error: (entry) => {
    log.error({ err: entry }, 'the queue failed');
  },
};

let handler: ((work: Work) => Promise<void>) | null = null;
let isRegistered = false;

/** Once per process: the library keeps its own list. */
function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  DBOS.registerWorkflow(
    async (runId: string, segment: number) => {
      await handler?.({ runId, segment });
    },
    { name: WORKFLOW },
  );
}

interface QueueOptions {
  databaseUrl: string;
  /** Names this process; never used twice. */
  executorId: string;
  /** Does one part of a run; another call follows when this process dies in the middle. */
  handle: (work: Work) => Promise<void>;
}

/** Takes part in the queue, until `closeQueue`. Makes its tables where they are missing. */
export async function openQueue({ databaseUrl, executorId, handle }: QueueOptions): Promise<void> {
  handler = handle;
  register();
  DBOS.setConfig({
    name: 'cue',
    systemDatabaseUrl: databaseUrl,
    systemDatabaseSchemaName: 'dbos',
    systemDatabasePoolSize: 10,
    applicationVersion: APPLICATION_VERSION,
    executorID: executorId,
    // Nothing here waits for a notification, and a pooler in front of the database passes none on.
    useListenNotify: false,
    logger: quiet,
  });
  await DBOS.launch();
  await DBOS.registerQueue(QUEUE, {
    workerConcurrency: queueLimits.perServer,
    partitionConcurrency: queueLimits.perTenant,
    minPollingIntervalMs: queueLimits.pollMs,
    onConflict: 'always_update',
  });
}

/**
 * Takes nothing more, and waits for what is under way.
 *
 * @param graceMs how long; 0 for not at all
 */
export async function closeQueue(graceMs: number): Promise<void> {
  await DBOS.shutdown(graceMs === 0 ? {} : { workflowCompletionTimeoutMS: graceMs });
}

/** Queues a part of a run; the same part twice is one. */
export async function enqueue(work: QueuedWork): Promise<void> {
  await DBOS.enqueueWorkflowWithOptions(
    {
      queueName: QUEUE,
      workflowName: WORKFLOW,
      workflowID: idOf(work),
      queuePartitionKey: work.userId,
      appVersion: APPLICATION_VERSION,
      ...(work.delaySeconds !== undefined && { delaySeconds: work.delaySeconds }),
    },
    work.runId,
    work.segment,
  );
}

/** Takes what has not begun out of the queue. */
export async function dequeue(work: Work): Promise<void> {
  await DBOS.cancelWorkflow(idOf(work));
}

/** Gives the work of dead processes back to the queue, in front of everybody's limits. */
export async function recover(executorIds: string[]): Promise<number> {
  const handles = await DBOSExecutor.globalInstance?.recoverPendingWorkflows(executorIds);
  return handles?.length ?? 0;
}

/** What the queue knows of a run: its parts with their states, in the library's words. */
export async function historyOf(runId: string): Promise<{ id: string; status: string }[]> {
  const parts = await DBOS.listWorkflows({ workflow_id_prefix: `${runId}:` });
  return parts.map(({ workflowID, status }) => ({ id: workflowID, status }));
}

/** The version, for statements that look at the queue's own tables. */
export const queueVersion = APPLICATION_VERSION;
