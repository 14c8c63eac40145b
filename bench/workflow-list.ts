import pg from 'pg';
import { sessionCookie } from './session';

const OWN = 60;
const FEW = 1_000;
const MANY = 1_000_000;
const PER_PERSON = 100;
const REQUESTS = 150;
const WARM_UP = 30;

export interface ListTiming {
  what: string;
  medianMs: number;
  p99Ms: number;
  /** Against the same page while the table is small. */
  ratio: number;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function time(work: () => Promise<unknown>): Promise<number[]> {
  const timings: number[] = [];
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const start = performance.now();
    await work();
    if (index >= WARM_UP) timings.push(performance.now() - start);
  }
  return timings.sort((left, right) => left - right);
}

/** Fills the table up to so many workflows of all people; each has two runs. */
async function fill(client: pg.Client, total: number): Promise<void> {
  const { rows } = await client.query<{ count: string }>('select count(*) from public.workflows');
  const missing = total - Number(rows[0]?.count ?? 0);
  const people = Math.ceil(missing / PER_PERSON);
  await client.query(
    `with people as (
       insert into next_auth.users (id, email)
       select gen_random_uuid(), 'list-bench-' || $1 || '-' || number || '@example.com'
       from generate_series(1, $2) as number
       returning id
     ),
     made as (
       insert into public.workflows (user_id, name, description, updated_at)
       select id, 'Workflow ' || number, 'Does a thing, and then another', now() - number * interval '1 hour'
       from people, generate_series(1, $3) as number
       returning id, user_id, node_data
     )
     insert into public.workflow_runs (workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data, status)
     select made.id, user_id, 1, node_data, 'manual', '{}', 'succeeded' from made, generate_series(1, 2)`,
    [String(total), people, PER_PERSON],
  );
  await client.query('vacuum analyze public.workflows, public.workflow_runs');
}

/**
 * The signed-in list of a person with 60 workflows, while all people together have 1,000 and 1,000,000
 * (and two runs of each): the page, and a search in it. It leaves them there: the stack is thrown away.
 *
 * @param appUrl origin of the running app; `DATABASE_URL` is its database
 */
export async function measureWorkflowList(appUrl: string): Promise<ListTiming[]> {
  const { cookie, email } = await sessionCookie(appUrl);
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  // The limits of plans are not what is measured, nor what follows from a new workflow.
  await client.query('alter table public.workflows disable trigger user');
  try {
    await client.query(
      `insert into public.workflows (user_id, name, description, updated_at)
       select users.id, 'Mine ' || number, 'Tells somebody', now() - number * interval '1 minute'
       from next_auth.users, generate_series(1, $2) as number where users.email = $1`,
      [email, OWN],
    );
    const pages = ['/workflows', '/workflows?page=2', '/workflows?search=mine+4'];
    const results: ListTiming[] = [];
    for (const total of [FEW, MANY]) {
      await fill(client, total);
      for (const page of pages) {
        const sorted = await time(async () => {
          const answer = await fetch(new URL(page, appUrl), { headers: { cookie } });
          const text = await answer.text();
          if (!text.includes('Mine ')) throw new Error(`${page} shows no workflow`);
        });
        const medianMs = percentile(sorted, 0.5);
        const first = results.find(({ what }) => what.startsWith(`${page} `));
        results.push({
          what: `${page} of ${total.toLocaleString('en')}`,
          medianMs,
          p99Ms: percentile(sorted, 0.99),
          ratio: medianMs / (first?.medianMs ?? medianMs),
        });
      }
    }
    return results;
  } finally {
    await client.end();
  }
}
