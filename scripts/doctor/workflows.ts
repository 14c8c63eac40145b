import { z } from 'zod';
import type { CatalogDeps } from '@/lib/catalog/operation';
import type { Db } from '@/lib/db/clients';
import { forgetRuns, noteJob } from '@/lib/workflows/runner/commands';
import { startDueSchedules } from '@/lib/workflows/triggers/schedules';
import type { Finding, Repair } from './finding';
import { jobRepair } from './sync';

const instant = z.iso.datetime({ offset: true });

const healthSchema = z.object({
  /** When each kind of work came to its end last. */
  jobs: z.partialRecord(z.enum(['work', 'schedules', 'runs', 'history']), instant),
  serverSeenAt: instant.nullable(),
  runs: z.number().int(),
  waitingSince: instant.nullable(),
});

const minute = 60_000;
/** What is called every minute has been missed ten times by then; what is called every night, twice. */
const MINUTELY_MS_MAX = 10 * minute;
const NIGHTLY_MS_MAX = 50 * 60 * minute;

const isOlder = (at: string | null | undefined, ms: number) =>
  at === null || at === undefined || Date.now() - Date.parse(at) > ms;

function repairsOf(deps: CatalogDeps): Record<'work' | 'schedules' | 'history', Repair> {
  const { db } = deps;
  const forever = () => true;
  return {
    work: jobRepair(deps, 'work'),
    schedules: {
      does: 'start the workflows whose moment has come',
      run: async () => {
        const { tally } = await startDueSchedules({ db, engine: null }, forever);
        await noteJob(db, 'schedules', tally);
      },
    },
    history: {
      does: 'delete runs that are older than their plans keep them',
      run: async () => {
        const { forgotten } = await forgetRuns(db, forever);
        await noteJob(db, 'history', { forgotten });
      },
    },
  };
}

async function readHealth(db: Db) {
  const { data } = await db.rpc('workflow_health').throwOnError();
  return healthSchema.parse(data);
}

/** Scheduled work of workflows that is not done, and runs that nobody takes up. */
export async function findWorkflowProblems(deps: CatalogDeps): Promise<Finding[]> {
  const { jobs, serverSeenAt, runs, waitingSince } = await readHealth(deps.db);
  const repairs = repairsOf(deps);
  const findings: Finding[] = [];
  for (const [job, ms, often] of [
    ['work', MINUTELY_MS_MAX, 'every minute'],
    ['schedules', MINUTELY_MS_MAX, 'every minute'],
    ['history', NIGHTLY_MS_MAX, 'every night'],
  ] as const) {
    const finished = jobs[job];
    if (!isOlder(finished, ms)) continue;
    findings.push({
      problem:
        finished === undefined
          ? `The scheduled ${job} was never done`
          : `The scheduled ${job} was done last at ${finished}`,
      mend: `Have your scheduler call /api/cron/${job} ${often} with CRON_SECRET.`,
      repair: repairs[job],
    });
  }
  if (runs > 0 && isOlder(waitingSince, MINUTELY_MS_MAX)) {
    const seen =
      serverSeenAt === null
        ? 'no server ever ran any'
        : `the last server was seen at ${serverSeenAt}`;
    findings.push({
      problem: `${runs} runs of workflows wait since ${waitingSince ?? ''}; ${seen}`,
      mend:
        'Start a server with DATABASE_URL. Where no server lives longer than a request, set WORKFLOW_RUNNER=tick ' +
        'and have your scheduler call /api/cron/runs every minute with CRON_SECRET.',
    });
  }
  return findings;
}
