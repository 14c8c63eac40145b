import { retryEffects } from '@/lib/admin/commands';
import { deliverEffect } from '@/lib/billing/effects';
import type { CatalogDeps } from '@/lib/catalog/operation';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import { runJob } from '@/lib/stripe/sync/jobs';
import { unknownEvents } from '@/lib/stripe/sync/mirror';
import type { Job } from '@/lib/stripe/sync/schema';
import { replayEvent } from '@/lib/stripe/sync/worker';
import { noteJob } from '@/lib/workflows/runner/commands';
import { readFacts, type Facts } from './facts';
import type { Finding, Repair } from './finding';

/** A person waits and can end it: everything is resumable. */
const BUDGET_MS = 3_600_000;

const minute = 60_000;
/** Something that should be done within a minute and is not after this long is stuck. */
const STUCK_MS = 10 * minute;
/** A scheduler sweeps every five to ten minutes and scans every night; two are missed by then. */
const SWEEP_MS_MAX = 30 * minute;
const SCAN_MS_MAX = 50 * 60 * minute;

const deeds: Record<Job, string> = {
  work: 'take up what waits',
  sweep: "go through Stripe's events since the last time (sweep)",
  scan: 'read every object of the account (scan)',
};

export function jobRepair(deps: CatalogDeps, job: Job): Repair {
  const options = { deliver: deliverEffect, budgetMs: BUDGET_MS };
  return {
    does: deeds[job],
    run: async () => {
      const { counts } = await runJob(deps, job, options);
      // The others note their end by themselves.
      if (job === 'work') await noteJob(deps.db, 'work', counts);
      // A sweep that has nowhere to begin reads every object instead, and begins there the next time.
      if (job === 'sweep' && counts.objects !== undefined) await runJob(deps, job, options);
    },
  };
}

const isOlder = (instant: string | null | undefined, ms: number) =>
  typeof instant === 'string' && Date.now() - Date.parse(instant) > ms;

/** Events and effects that are not where they should be. */
export async function findEventProblems(deps: CatalogDeps): Promise<Finding[]> {
  const facts = await readFacts(deps.db);
  const replay = facts.stuck_events.map(({ id, type, status, error }): Finding => {
    const because = error === null ? '' : `: ${error}`;
    const became = status === 'dead' ? 'was given up' : 'failed and comes again later';
    return {
      problem: `The event ${type} ${id} ${became}${because}`,
      mend: 'Mend its cause, then replay it: npm run stripe:doctor -- --repair',
      repair: { does: `replay ${id}`, run: () => replayEvent(deps, id) },
    };
  });
  const more = facts.dead + facts.events.failed - facts.stuck_events.length;
  if (more > 0) replay.push({ problem: `${more} more such events`, mend: 'Run this once more.' });
  return [...replay, ...findWaiting(deps, facts)];
}

function findWaiting(deps: CatalogDeps, { events, outbox, ...facts }: Facts): Finding[] {
  const findings: Finding[] = [];
  const mend = 'Have your scheduler call /api/cron/work every minute with CRON_SECRET.';
  const repair = jobRepair(deps, 'work');
  if (events.waiting > 0 && isOlder(events.oldest_waiting_at, STUCK_MS)) {
    findings.push({ problem: `${events.waiting} events wait to be taken up`, mend, repair });
  }
  if (outbox.waiting > 0 && isOlder(facts.outbox_waiting_since, STUCK_MS)) {
    const since = facts.outbox_waiting_since ?? '';
    findings.push({ problem: `${outbox.waiting} effects wait since ${since}`, mend, repair });
  }
  if (outbox.dead > 0) {
    findings.push({
      problem: `${outbox.dead} effects were given up after twenty attempts`,
      mend: 'Mend the cause (billing.outbox, last_error), then deliver them again with --repair.',
      repair: {
        does: 'deliver given-up effects again',
        run: async () => {
          await retryEffects(deps.db, null);
          await repair.run();
        },
      },
    });
  }
  return findings;
}

/** Whether the sweep and the scan run as often as they should. */
export async function findScheduleProblems(
  deps: CatalogDeps,
  cronSecret: string | undefined,
): Promise<Finding[]> {
  const { runs } = await readFacts(deps.db);
  const findings: Finding[] = [];
  if (cronSecret === undefined) {
    findings.push({
      problem: 'CRON_SECRET is missing: nobody can start the scheduled work',
      mend: 'Make one with: openssl rand -base64 24. Give it to the app and to your scheduler.',
    });
  }
  for (const [job, ms, often] of [
    // The scan first: it tells the sweep where to begin.
    ['scan', SCAN_MS_MAX, 'every night'],
    ['sweep', SWEEP_MS_MAX, 'every five to ten minutes'],
  ] as const) {
    const finished = runs[job]?.finished_at ?? null;
    if (finished !== null && !isOlder(finished, ms)) continue;
    findings.push({
      problem:
        finished === null
          ? `The ${job} has never come to its end`
          : `The ${job} came to its end last at ${finished}`,
      mend: `Have your scheduler call /api/cron/${job} ${often} with CRON_SECRET.`,
      repair: jobRepair(deps, job),
    });
  }
  return findings;
}

/** How far back to look for deliveries that failed, and how long one may take, in seconds. */
const LOOK_BACK_SECONDS = 24 * 60 * 60;
const PATIENCE_SECONDS = 120;

/**
 * Deliveries of the last day that the app did not accept. Stripe shows nobody the signing secret again,
 * so this is how a wrong one is noticed.
 *
 * @param now seconds since 1970
 */
export async function findDeliveryProblems(
  deps: CatalogDeps,
  now = Math.floor(Date.now() / 1000),
): Promise<Finding[]> {
  const { data } = await deps.stripe.events.list({
    delivery_success: false,
    created: { gte: now - LOOK_BACK_SECONDS, lt: now - PATIENCE_SECONDS },
    limit: 100,
  });
  const failed = data.filter((event) => handledEventTypes.includes(event.type));
  const [newest] = failed;
  if (newest === undefined) return [];
  const findings: Finding[] = [];
  const { last_delivered: delivered } = await readFacts(deps.db);
  if (delivered === null || delivered < newest.created) {
    findings.push({
      problem: `Stripe's deliveries are not accepted: ${newest.type} ${newest.id} was not, and nothing came since`,
      mend: 'Check that the app is reachable and that STRIPE_WEBHOOK_SECRET is the signing secret of this endpoint.',
    });
  }
  const ids = failed.map(({ id }) => id);
  const missed = await unknownEvents(deps.db, ids);
  if (missed.length > 0) {
    findings.push({
      problem: `${missed.length} events of the last day never came, such as ${missed[0] ?? ''}`,
      mend: 'Run: npm run stripe:reconcile',
      repair: jobRepair(deps, 'sweep'),
    });
  }
  return findings;
}
