import 'server-only';
import { spawn, type ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { evaluationProgram } from './evaluation-program';
import { evaluationLimits } from './limits';
import type { Scope } from './scope';

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), text: z.string() }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
export type EvaluationResult = z.infer<typeof resultSchema>;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('done'), results: z.array(resultSchema) }),
]);

export interface Batch {
  sources: readonly string[];
  scope: Scope;
}

/** `gone`: killed because it took too long, or ended because it needed too much memory. */
export type BatchOutcome =
  { kind: 'done'; results: EvaluationResult[] } | { kind: 'slow' } | { kind: 'gone' };

const PROCESSES_MAX = 2;
const START_MILLISECONDS = 20_000;
const IDLE_MILLISECONDS = 60_000;

interface Job {
  batch: Batch;
  settle: (outcome: BatchOutcome) => void;
}

/**
 * Evaluates batches in processes of their own. Neither a timer nor a thread with a memory limit would
 * do: a single large string ends the whole process that a thread lives in. A process is kept for the
 * next batch, and ended when nothing has come for a minute.
 */
class EvaluationPool {
  readonly #waiting: Job[] = [];
  /** Processes without work, each with the timer that ends it. */
  readonly #idle = new Map<ChildProcess, NodeJS.Timeout>();
  readonly #jobs = new Map<ChildProcess, { job: Job; timer: NodeJS.Timeout; isLate: boolean }>();

  run(batch: Batch): Promise<BatchOutcome> {
    return new Promise((settle) => {
      this.#waiting.push({ batch, settle });
      this.#next();
    });
  }

  #next(): void {
    const [idle] = this.#idle.keys();
    if (idle === undefined && this.#jobs.size >= PROCESSES_MAX) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    if (idle === undefined) {
      this.#assign(this.#start(), job, START_MILLISECONDS);
      return;
    }
    clearTimeout(this.#idle.get(idle));
    this.#idle.delete(idle);
    idle.ref();
    idle.channel?.ref();
    this.#assign(idle, job, evaluationLimits.batchMilliseconds);
    idle.send(job.batch);
  }

  #assign(child: ChildProcess, job: Job, milliseconds: number): void {
    const timer = setTimeout(() => {
      const running = this.#jobs.get(child);
      if (running !== undefined) running.isLate = true;
      child.kill('SIGKILL');
    }, milliseconds);
    this.#jobs.set(child, { job, timer, isLate: false });
  }

  #start(): ChildProcess {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${evaluationLimits.heapMegabytes}`, '-e', evaluationProgram],
      // Nothing of the server's environment: there are secrets in it.
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { NODE_ENV: 'production' } },
    );
    child.on('message', (raw) => this.#hear(child, raw));
    child.on('exit', () => this.#forget(child));
    // It could not be started, or told anything: the second is followed by its exit.
    child.on('error', () => {
      child.kill('SIGKILL');
      if (child.pid === undefined) this.#forget(child);
    });
    return child;
  }

  #hear(child: ChildProcess, raw: unknown): void {
    const running = this.#jobs.get(child);
    if (running === undefined) return;
    const message = messageSchema.parse(raw);
    clearTimeout(running.timer);
    if (message.kind === 'ready') {
      this.#assign(child, running.job, evaluationLimits.batchMilliseconds);
      child.send(running.job.batch);
      return;
    }
    this.#jobs.delete(child);
    this.#rest(child);
    running.job.settle(message);
    this.#next();
  }

  /** Waits for the next batch, without keeping the server from ending. */
  #rest(child: ChildProcess): void {
    const timer = setTimeout(() => {
      this.#idle.delete(child);
      child.kill('SIGKILL');
    }, IDLE_MILLISECONDS);
    this.#idle.set(child, timer.unref());
    child.unref();
    child.channel?.unref();
  }

  #forget(child: ChildProcess): void {
    clearTimeout(this.#idle.get(child));
    this.#idle.delete(child);
    const running = this.#jobs.get(child);
    if (running === undefined) return;
    this.#jobs.delete(child);
    clearTimeout(running.timer);
    running.job.settle({ kind: running.isLate ? 'slow' : 'gone' });
    this.#next();
  }
}

const pool = new EvaluationPool();

/** Evaluates expressions that `parseExpression` accepts, in order, each to JSON text or a message. */
export const evaluateApart = (batch: Batch): Promise<BatchOutcome> => pool.run(batch);
