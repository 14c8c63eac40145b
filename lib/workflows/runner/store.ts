import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { log } from '@/lib/errors/log';
import type { Keyring } from '../credentials/seal';
import { claimedRowsSchema, type ClaimedRun, type RunEnding, type StepRow } from './row';
import { openRun, sealSteps } from './whole';

/** Where runs are kept. It outlives a database that is away for a while: what a step did must not get lost. */
export interface Store {
  /** Takes a run; null when there is nothing to do in it any more. */
  claim: (runId: string, segment: number, owner: string) => Promise<ClaimedRun | null>;
  /** Writes steps and how the run ended; false when somebody else has taken it over. */
  save: (
    run: { id: string; user_id: string },
    owner: string,
    rows: readonly StepRow[],
    ending: RunEnding | null,
  ) => Promise<boolean>;
}

/** For how long a statement is tried while the database is away. */
const PATIENCE_MS = 120_000;

/**
 * Classes of errors after which the same statement may succeed: no connection, too many, cut off, starting up or
 * shutting down (https://www.postgresql.org/docs/current/errcodes-appendix.html), and those of the network.
 */
const AWAY = /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return AWAY.test(error.code);
  return /connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}

/** Runs a statement that may be repeated, until the database is there again. */
export async function query(
  pool: Pool,
  sql: string,
  values: unknown[],
  patienceMs = PATIENCE_MS,
): Promise<unknown[]> {
  const end = performance.now() + patienceMs;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 1000)) {
    try {
      return (await pool.query<Record<string, unknown>>(sql, values)).rows;
    } catch (error) {
      if (!isAway(error) || performance.now() + waitMs > end) throw error;
      log.warn({ err: error }, 'the database is away; the runner waits for it');
      await delay(waitMs);
    }
  }
}

const dueSchema = z.tuple([z.object({ due: z.number() })]);

/** How many runs could go on now, whoever has them. */
export async function countDue(pool: Pool): Promise<number> {
  const sql = `
    select count(*)::int as due from public.workflow_runs
    where status in ('queued', 'running', 'waiting') and due_at <= now()`;
  const [{ due }] = dueSchema.parse(await query(pool, sql, []));
  return due;
}

const claimSchema = z.tuple([z.object({ answer: claimedRowsSchema.nullable() })]);
const saveSchema = z.tuple([z.object({ answer: z.boolean() })]);

/**
 * @param pool connections of a role that owns the tables
 * @param keyring seals what only later steps may read; null: that is not kept at all
 */
export function createStore(pool: Pool, keyring: Keyring | null): Store {
  return {
    claim: async (runId, segment, owner) => {
      const sql = 'select runner.claim_run($1, $2, $3) as answer';
      const [row] = claimSchema.parse(await query(pool, sql, [runId, segment, owner]));
      return row.answer === null ? null : openRun(keyring, row.answer);
    },
    save: async ({ id, user_id: userId }, owner, rows, ending) => {
      const sql = 'select runner.save_run($1, $2, $3, $4) as answer';
      const steps = sealSteps(keyring, { runId: id, userId }, rows);
      const values = [id, owner, JSON.stringify(steps), ending && JSON.stringify(ending)];
      const [row] = saveSchema.parse(await query(pool, sql, values));
      return row.answer;
    },
  };
}
