import { describe, expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { problemSchema } from '@/lib/errors/problem';
import { createUserClient } from '@/lib/db/clients';
import { workflowBundleSchema, workflowSchema } from '@/lib/workflows/schema';
import * as exportAll from './export/route';
import * as duplicate from './[id]/duplicate/route';
import * as exportOne from './[id]/export/route';
import * as list from './route';

const app = setUpApp();

const graph = {
  nodes: [
    { id: 'a', type: 'manual', position: { x: 0, y: 0 }, data: { note: 'start' } },
    {
      id: 'b',
      type: 'http_request',
      position: { x: 200, y: 0 },
      data: { url: 'https://a.example' },
    },
  ],
  edges: [{ id: 'e', source: 'a', target: 'b' }],
};

const create = (as: Person, body: object = { name: 'First', description: '', nodeData: graph }) =>
  app.call(list.POST, { method: 'POST', path: '/api/workflows', as, body });

async function created(as: Person, name = 'First') {
  const response = await create(as, { name, description: 'Does things', nodeData: graph });
  expect(response.status).toBe(201);
  return workflowSchema.parse(await response.json());
}

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe('what a plan unlocks', () => {
  it('is refused on the free plan with the plan that has it', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const call = { params: { id }, as: ada };
    const answers = await Promise.all([
      app.call(duplicate.POST, { ...call, method: 'POST' }),
      app.call(exportOne.GET, call),
      app.call(exportAll.GET, { as: ada }),
    ]);
    const problems = await Promise.all(answers.map(problemOf));
    expect(problems.map((problem) => problem.code)).toEqual(Array(3).fill('plan_required'));
    expect(problems.map((problem) => problem.upgradeTo)).toEqual(['basic', 'pro', 'enterprise']);
  });

  it('opens once it is paid for: a copy and a file on Pro, still not everything at once', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    await app.buy(ada, 'pro');
    const call = { params: { id }, as: ada };
    const copy = await app.call(duplicate.POST, { ...call, method: 'POST' });
    expect(copy.status).toBe(201);
    expect(workflowSchema.parse(await copy.json()).name).toBe('First (copy)');
    const file = await app.call(exportOne.GET, call);
    expect(file.headers.get('content-disposition')).toContain('filename="First.json"');
    expect(await file.json()).toEqual({
      format: 'cue.workflow',
      formatVersion: 1,
      name: 'First',
      description: 'Does things',
      nodeData: graph,
    });
    expect((await app.call(exportAll.GET, { as: ada })).status).toBe(403);
  });

  it('gives every workflow on Enterprise, also when they fill more than one page', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'enterprise');
    const rows = Array.from({ length: 1001 }, (_, index) => ({ name: `Number ${index}` }));
    const { error } = await createUserClient(ada.id).from('workflows').insert(rows);
    expect(error).toBeNull();
    const answer = await app.call(exportAll.GET, { as: ada });
    expect(answer.status).toBe(200);
    const bundle = workflowBundleSchema.parse(await answer.json());
    expect(new Set(bundle.workflows.map((workflow) => workflow.name)).size).toBe(1001);
  });
});
