import { describe, expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { workflowPageSchema } from '@/lib/workflows/schema';
import * as list from './route';

const app = setUpApp();

async function add(as: Person, names: readonly [name: string, description: string][]) {
  for (const [name, description] of names) {
    const answer = await app.call(list.POST, {
      method: 'POST',
      path: '/api/workflows',
      as,
      body: { name, description },
    });
    expect(answer.status).toBe(201);
  }
}

async function find(as: Person, query: Record<string, string>) {
  const path = `/api/workflows?${new URLSearchParams(query).toString()}`;
  const response = await app.call(list.GET, { path, as });
  expect(response.status).toBe(200);
  return workflowPageSchema.parse(await response.json());
}

const names = async (as: Person, query: Record<string, string>) =>
  (await find(as, query)).workflows.map(({ name }) => name).toSorted();

describe('GET /api/workflows, with a search', () => {
  it('finds words in names and descriptions, whatever their case, and counts what it found', async () => {
    const ada = await app.addPerson();
    await add(ada, [
      ['Dunning', 'Mails the customer'],
      ['Welcome mail', ''],
      ['Backup', 'Copies a table'],
    ]);
    expect(await names(ada, { search: ' MAIL ' })).toEqual(['Dunning', 'Welcome mail']);
    expect(await find(ada, { search: 'mail', limit: '1' })).toMatchObject({ total: 2 });
    expect(await find(ada, { search: 'mail', skip: '9' })).toMatchObject({ total: 2 });
  });

  it('takes signs of patterns and filters for what they are', async () => {
    const ada = await app.addPerson();
    await add(ada, [
      ['100% of it', 'a "quoted", (bracketed) text'],
      ['snake_case', 'back\\slash'],
      ['Other', ''],
    ]);
    expect(await names(ada, { search: '%' })).toEqual(['100% of it']);
    expect(await names(ada, { search: '_' })).toEqual(['snake_case']);
    expect(await names(ada, { search: '\\s' })).toEqual(['snake_case']);
    expect(await names(ada, { search: '"quoted", (' })).toEqual(['100% of it']);
    expect(await names(ada, { search: 'x,name.eq.Other' })).toEqual([]);
    expect(await names(ada, { search: 'other)' })).toEqual([]);
  });

  it('finds nothing of somebody else', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    await add(ada, [['Secret plan', '']]);
    expect(await find(eve, { search: 'secret' })).toMatchObject({ workflows: [], total: 0 });
  });

  it('refuses more than 120 characters, and a state that there is not', async () => {
    const ada = await app.addPerson();
    for (const query of [`search=${'a'.repeat(121)}`, 'status=gone']) {
      const response = await app.call(list.GET, { path: `/api/workflows?${query}`, as: ada });
      expect(response.status).toBe(422);
    }
  });
});

describe('GET /api/workflows, of each', () => {
  it('tells drafts from active ones', async () => {
    const ada = await app.addPerson();
    await add(ada, [
      ['Sleeps', ''],
      ['Works', ''],
    ]);
    await app.database.query(`update public.workflows set status = 'active' where name = 'Works'`);
    expect(await names(ada, { status: 'active' })).toEqual(['Works']);
    expect(await names(ada, { status: 'draft', search: 's' })).toEqual(['Sleeps']);
  });

  it('says how its last run stands, of its own runs only', async () => {
    const ada = await app.addPerson();
    await add(ada, [
      ['Ran', ''],
      ['Never', ''],
    ]);
    await app.database.query(
      `insert into public.workflow_runs
         (workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data, status, created_at)
       select id, user_id, 1, node_data, 'manual', '{}', run.status, now() + run.after
       from public.workflows,
         (values ('failed', interval '0'), ('succeeded', interval '1 minute')) as run (status, after)
       where name = 'Ran' and user_id = $1`,
      [ada.id],
    );
    const { workflows } = await find(ada, {});
    const lastRuns = new Map(workflows.map(({ name, lastRun }) => [name, lastRun?.status ?? null]));
    expect(Object.fromEntries(lastRuns)).toEqual({ Ran: 'succeeded', Never: null });
  });
});
