import { describe, expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { problemSchema } from '@/lib/errors/problem';
import { workflowPageSchema, workflowSchema } from '@/lib/workflows/schema';
import * as one from './[id]/route';
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

describe('POST /api/workflows', () => {
  it('keeps a workflow and says where it is and at which version', async () => {
    const ada = await app.addPerson();
    const response = await create(ada);
    expect(response.status).toBe(201);
    const workflow = workflowSchema.parse(await response.json());
    expect(workflow).toMatchObject({ name: 'First', status: 'draft', nodeCount: 2, version: 1 });
    expect(response.headers.get('location')).toBe(`/api/workflows/${workflow.id}`);
    expect(response.headers.get('etag')).toBe('"1"');
  });

  it('leaves exactly three of a hundred that a free user sends at once', async () => {
    const ada = await app.addPerson();
    const answers = await Promise.all(Array.from({ length: 100 }, () => create(ada)));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 403)).toHaveLength(97);
    const refused = answers.find((answer) => answer.status === 403);
    expect(refused && (await problemOf(refused))).toMatchObject({
      code: 'plan_limit',
      upgradeTo: 'basic',
    });
    const rows = await app.database.query(
      'select count(*)::int as count from workflows where user_id = $1',
      [ada.id],
    );
    expect(rows[0]?.count).toBe(3);
  });

  it('names the step that a connection misses', async () => {
    const ada = await app.addPerson();
    const nodeData = { ...graph, edges: [{ id: 'e', source: 'a', target: 'gone' }] };
    const response = await create(ada, { name: 'x', nodeData });
    expect(response.status).toBe(422);
    const { errors } = await problemOf(response);
    expect(errors?.[0]).toMatchObject({ path: 'nodeData.edges.0.target' });
    expect(errors?.[0]?.message).toContain('gone');
  });

  it('keeps no graph that is not complete, and says at which step what is missing', async () => {
    const ada = await app.addPerson();
    const nodes = [graph.nodes[0], { ...graph.nodes[1], data: {} }];
    const nodeData = { ...graph, nodes };
    const refused = await create(ada, { name: 'x', nodeData });
    expect(refused.status).toBe(422);
    const { errors } = await problemOf(refused);
    expect(errors).toEqual([
      { path: 'nodeData.nodes.1.data.url', message: expect.stringMatching(/^b: /) as string },
    ]);
    const draft = await create(ada, { name: 'x', nodeData, allowIncomplete: true });
    expect(draft.status).toBe(201);
    const active = { name: 'x', nodeData, allowIncomplete: true, status: 'active' };
    expect((await create(ada, active)).status).toBe(422);
  });

  it('keeps no graph that is none, not even as an unfinished draft', async () => {
    const ada = await app.addPerson();
    const nodes = [graph.nodes[0], { ...graph.nodes[1], type: 'teleport' }];
    const body = { name: 'x', nodeData: { ...graph, nodes }, allowIncomplete: true };
    const refused = await create(ada, body);
    expect(refused.status).toBe(422);
    expect((await problemOf(refused)).errors?.[0]).toMatchObject({
      path: 'nodeData.nodes.1.type',
      message: expect.stringContaining('teleport') as string,
    });
  });

  it('keeps a workflow without any steps yet', async () => {
    expect((await create(await app.addPerson(), { name: 'Empty' })).status).toBe(201);
  });

  it('cannot be told whose the workflow is, nor its version', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const body = { name: 'x', user_id: ada.id, userId: ada.id, version: 99, id: ada.id };
    const response = await create(eve, body);
    expect(workflowSchema.parse(await response.json()).version).toBe(1);
    const rows = await app.database.query('select user_id from workflows where name = $1', ['x']);
    expect(rows.some((row) => row.user_id === ada.id)).toBe(false);
  });

  it('answers 401 when the session outlived its account', async () => {
    const ada = await app.addPerson();
    await app.database.query('delete from next_auth.users where id = $1', [ada.id]);
    expect((await create(ada)).status).toBe(401);
  });
});

describe('GET /api/workflows', () => {
  const page = async (as: Person, query: string) => {
    const response = await app.call(list.GET, { path: `/api/workflows${query}`, as });
    return { status: response.status, json: (await response.json()) as unknown };
  };

  it('lists the person’s own, the last changed first, in pages with the total', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    for (const name of ['one', 'two', 'three']) await created(ada, name);
    await created(eve, 'not yours');
    const first = workflowPageSchema.parse((await page(ada, '?limit=2')).json);
    expect(first.workflows.map((each) => each.name)).toEqual(['three', 'two']);
    expect(first).toMatchObject({ total: 3, skip: 0, limit: 2 });
    const second = workflowPageSchema.parse((await page(ada, '?limit=2&skip=2')).json);
    expect(second.workflows.map((each) => each.name)).toEqual(['one']);
    expect(second.workflows[0]).not.toHaveProperty('nodeData');
  });

  it('answers an empty page behind the last one', async () => {
    const ada = await app.addPerson();
    await created(ada);
    expect(await page(ada, '?skip=50')).toMatchObject({
      status: 200,
      json: { workflows: [], total: 1 },
    });
  });

  it.each(['?limit=101', '?limit=0', '?skip=-1', '?limit=ten'])('refuses %s', async (query) => {
    expect((await page(await app.addPerson(), query)).status).toBe(422);
  });
});

describe('one workflow', () => {
  it('does not exist for anybody else, whatever the method', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const { id } = await created(ada);
    const call = { params: { id }, as: eve, path: `/api/workflows/${id}` };
    const answers = await Promise.all([
      app.call(one.GET, call),
      app.call(one.PUT, { ...call, method: 'PUT', body: { name: 'mine now' } }),
      app.call(one.DELETE, { ...call, method: 'DELETE' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    await app.buy(eve, 'enterprise');
    const paid = await Promise.all([
      app.call(exportOne.GET, call),
      app.call(duplicate.POST, { ...call, method: 'POST' }),
    ]);
    expect(paid.map((answer) => answer.status)).toEqual([404, 404]);
    const mine = await app.call(one.GET, { ...call, as: ada });
    expect(workflowSchema.parse(await mine.json()).name).toBe('First');
  });

  it('is changed field by field, and only on the version that was read', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const put = (body: object, etag?: string) =>
      app.call(one.PUT, {
        method: 'PUT',
        params: { id },
        as: ada,
        body,
        headers: etag === undefined ? {} : { 'if-match': etag },
      });
    const renamed = await put({ name: 'Second' }, '"1"');
    expect(renamed.headers.get('etag')).toBe('"2"');
    expect(workflowSchema.parse(await renamed.json())).toMatchObject({
      name: 'Second',
      description: 'Does things',
      nodeData: graph,
    });
    const late = await put({ name: 'Third' }, '"1"');
    expect(late.status).toBe(412);
    expect((await problemOf(late)).detail).toContain('version 2');
    expect((await put({ name: 'Fourth' })).status).toBe(200);
    expect((await put({})).status).toBe(422);
  });

  it('becomes active only when it could run, and keeps to that while it is', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const put = (body: object) =>
      app.call(one.PUT, { method: 'PUT', params: { id }, as: ada, body });
    const mail = { id: 'm', type: 'send_email', position: { x: 0, y: 0 }, data: {} };
    const data = { to: 'a@example.com', from: 'b@example.com', subject: 'Hi', body: 'Hello' };
    const nodeData = {
      nodes: [graph.nodes[0], { ...mail, data }],
      edges: [{ id: 'e', source: 'a', target: 'm' }],
    };
    expect((await put({ nodeData })).status).toBe(200);
    const refused = await put({ status: 'active' });
    expect((await problemOf(refused)).errors?.[0]).toMatchObject({
      path: 'nodeData.nodes.1.data.credentialId',
    });
    expect((await put({ nodeData: graph, status: 'active' })).status).toBe(200);
    expect((await put({ nodeData, allowIncomplete: true })).status).toBe(422);
    expect((await put({ nodeData, status: 'draft' })).status).toBe(200);
  });

  it('is not active on a schedule with a plan that has none', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const start = { ...graph.nodes[0], type: 'schedule', data: { cron: '0 9 * * 1' } };
    const nodeData = { ...graph, nodes: [start, graph.nodes[1]] };
    const call = { method: 'PUT', params: { id }, as: ada, body: { nodeData, status: 'active' } };
    const refused = await app.call(one.PUT, call);
    expect(await problemOf(refused)).toMatchObject({ code: 'plan_required', upgradeTo: 'basic' });
  });

  it('lets exactly one of many changes on the same version through', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        app.call(one.PUT, {
          method: 'PUT',
          params: { id },
          as: ada,
          body: { name: `Name ${index}` },
          headers: { 'if-match': '"1"' },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 412)).toHaveLength(9);
  });

  it('is gone after it was deleted', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const call = { params: { id }, as: ada };
    expect((await app.call(one.DELETE, { ...call, method: 'DELETE' })).status).toBe(204);
    expect((await app.call(one.DELETE, { ...call, method: 'DELETE' })).status).toBe(404);
    expect((await app.call(one.GET, call)).status).toBe(404);
  });
});
