import { describe, expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { workflowSchema } from '@/lib/workflows/schema';
import { versionListSchema } from '@/lib/workflows/versions/schema';
import * as one from './[id]/route';
import * as list from './[id]/versions/route';
import * as restore from './[id]/versions/[version]/restore/route';
import * as all from './route';

const app = setUpApp();
const start = { id: 'start', type: 'manual', position: { x: 0, y: 0 }, data: {} };

async function setUp() {
  const as = await app.addPerson();
  const created = await app.call(all.POST, { method: 'POST', as, body: { name: 'Mine' } });
  const { id } = workflowSchema.parse(await created.json());
  await app.call(one.PUT, {
    method: 'PUT',
    as,
    params: { id },
    body: { nodeData: { nodes: [start], edges: [] }, status: 'active' },
  });
  const versions = async (who: Person = as) =>
    app.call(list.GET, { path: `/api/workflows/${id}/versions`, as: who, params: { id } });
  const write = (body: object) => app.call(one.PUT, { method: 'PUT', as, params: { id }, body });
  const bringBack = (version: string, headers: Record<string, string> = {}, who: Person = as) =>
    app.call(restore.POST, { method: 'POST', as: who, params: { id, version }, headers });
  return { as, id, versions, bringBack, write };
}

describe('the versions of a workflow', () => {
  it('are listed, the newest first, and one comes back as a new one', async () => {
    const { versions, bringBack } = await setUp();
    const before = versionListSchema.parse(await (await versions()).json()).versions;
    expect(before.map(({ version, reason }) => `${version} ${reason}`)).toEqual([
      '2 activated',
      '1 created',
    ]);
    const response = await bringBack('1', { 'if-match': '"2"' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('"3"');
    // An empty graph cannot run, so it is no longer active.
    expect(await response.json()).toMatchObject({ version: 3, nodeCount: 0, status: 'draft' });
    const after = versionListSchema.parse(await (await versions()).json()).versions;
    expect(after[0]).toMatchObject({ version: 3, reason: 'restored', restoredVersion: 1 });
  });

  it('answer 412 when the workflow has changed since, and change nothing', async () => {
    const { versions, bringBack } = await setUp();
    expect((await bringBack('1', { 'if-match': '"1"' })).status).toBe(412);
    const { versions: kept } = versionListSchema.parse(await (await versions()).json());
    expect(kept[0]?.version).toBe(2);
  });

  it('do not exist for anybody else, nor under a number that is none', async () => {
    const { versions, bringBack } = await setUp();
    const eve = await app.addPerson();
    expect((await versions(eve)).status).toBe(404);
    expect((await bringBack('1', {}, eve)).status).toBe(404);
    for (const version of ['7', '0', '-1', 'x', '99999999999']) {
      expect((await bringBack(version)).status).toBe(404);
    }
  });

  const schedule = { ...start, type: 'schedule', data: { cron: '0 9 * * *' } };

  it('that need what the plan no longer has come back as a draft, and nothing starts them', async () => {
    const { as, id, versions, bringBack, write } = await setUp();
    await app.buy(as, 'basic');
    expect((await write({ nodeData: { nodes: [schedule], edges: [] } })).status).toBe(200);
    const { versions: kept } = versionListSchema.parse(await (await versions()).json());
    const withSchedule = String(kept[0]?.version);
    expect((await bringBack(String(kept[1]?.version))).status).toBe(200);
    // Inside a plan that has it, it stays active.
    const within = await bringBack(withSchedule);
    expect(await within.json()).toMatchObject({ status: 'active' });
    const armed = () =>
      app.database.query('select kind from workflow_triggers where workflow_id = $1', [id]);
    expect(await armed()).toEqual([{ kind: 'schedule' }]);
    await app.database.query('delete from billing.customer_links where user_id = $1', [as.id]);
    const beyond = await bringBack(withSchedule);
    expect(await beyond.json()).toMatchObject({ status: 'draft' });
    expect(await armed()).toEqual([]);
  });

  it('an active workflow takes no graph that cannot run, also while it is being edited', async () => {
    const { versions, write } = await setUp();
    const incomplete = [start, { ...start, id: 'call', type: 'http_request' }];
    const edges = [{ id: 'e', source: 'start', target: 'call' }];
    for (const body of [
      { nodeData: { nodes: incomplete, edges } },
      { nodeData: { nodes: incomplete, edges }, allowIncomplete: true },
      { nodeData: { nodes: incomplete, edges }, allowIncomplete: true, status: 'active' },
      { nodeData: { nodes: [], edges: [] }, allowIncomplete: true },
    ]) {
      expect((await write(body)).status).toBe(422);
    }
    expect((await write({ nodeData: { nodes: [schedule], edges: [] } })).status).toBe(403);
    const { versions: kept } = versionListSchema.parse(await (await versions()).json());
    expect(kept[0]?.version).toBe(2);
    // As a draft it may be unfinished.
    const draft = {
      nodeData: { nodes: incomplete, edges },
      allowIncomplete: true,
      status: 'draft',
    };
    expect((await write(draft)).status).toBe(200);
  });
});
