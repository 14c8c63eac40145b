import { parseArgs } from 'node:util';
import { deliverEffect } from '@/lib/billing/effects';
import { createServiceClient } from '@/lib/db/clients';
import { createStripe } from '@/lib/stripe/client';
import { runJob } from '@/lib/stripe/sync/jobs';
import type { Job, JobResult } from '@/lib/stripe/sync/schema';

const usage = `Brings the database to what Stripe says.

  (nothing)   goes through the events since the last time, then takes up what failed
  --full      reads every object of the account; goes on where a run before was ended
  --json      prints the results as JSON`;

/** A person waits and can end it: everything is resumable. */
const budgetMs = 24 * 3_600_000;
const barCells = 24;

/** One line that is written over as the work goes on; nothing where nobody watches. */
function showProgress({ part, done, parts, objects }: Progress): void {
  if (!process.stderr.isTTY) return;
  const cells = Math.round((done / parts) * barCells);
  const bar = '█'.repeat(cells).padEnd(barCells, '░');
  process.stderr.write(`\r${bar} ${done}/${parts} ${part.padEnd(18)} ${objects} objects`);
}

interface Progress {
  part: string;
  done: number;
  parts: number;
  objects: number;
}

function summarize({ job, outcome, counts }: JobResult): string {
  const said = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  if (outcome === 'busy') return `${job}: somebody else is at it`;
  return `${job}: ${outcome}, ${said.join(', ')}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const deps = { stripe: createStripe(), db: createServiceClient() };
  const jobs: Job[] = values.full ? ['scan', 'work'] : ['sweep', 'work'];
  const results: JobResult[] = [];
  for (const job of jobs) {
    const options = { deliver: deliverEffect, budgetMs, onProgress: showProgress };
    const result = await runJob(deps, job, options);
    results.push(result);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    if (!values.json) console.log(summarize(result));
  }
  if (values.json) console.log(JSON.stringify(results));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause !== undefined) console.error('Because:', error.cause);
  process.exitCode = 1;
}
