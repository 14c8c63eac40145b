import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TablesUpdate } from '@/lib/db/database.types';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;
let people = 0;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

const graphOf = (...ids: string[]) => ({
  nodes: ids.map((id) => ({ id, type: 'wait', position: { x: 0, y: 0 }, data: {} })),
  edges: [],
});

/** A person with one workflow, and what can be done to it. */
async function setUp() {
  people += 1;
  const userId = await fixture.addUser(`keeper-${people}@example.com`);
  const db = fixture.asUser(userId);
  const { data } = await db.from('workflows').insert({ name: 'Mine' }).select('id').single();
  const id = data?.id ?? '';
  const change = async (patch: TablesUpdate<'workflows'>) => {
    const { error } = await db.from('workflows').update(patch).eq('id', id);
    expect(error).toBeNull();
  };
  const list = () =>
    fixture.database.query(
      'select version, reason, restored_version, node_count from workflow_versions where workflow_id = $1 order by version',
      [id],
    );
  const summary = async () =>
    (await list()).map(({ version, reason, node_count }) =>
      [version, reason, node_count].join(' '),
    );
  /** Lets ten minutes pass for what was kept so far. */
  const pass = () =>
    fixture.database.query(
      `update workflow_versions set started_at = started_at - interval '10 minutes' where workflow_id = $1`,
      [id],
    );
  return { userId, db, id, change, list, summary, pass };
}

describe('the versions of a workflow', () => {
  it('begin with the one it was made with', async () => {
    const { summary } = await setUp();
    expect(await summary()).toEqual(['1 created 0']);
  });

  it('take changes within five minutes as one, and the next as another', async () => {
    const { change, summary, pass } = await setUp();
    await change({ node_data: graphOf('a') });
    await change({ node_data: graphOf('a', 'b') });
    expect(await summary()).toEqual(['1 created 0', '3 edited 2']);
    await pass();
    await change({ node_data: graphOf('a', 'b', 'c') });
    expect(await summary()).toEqual(['1 created 0', '3 edited 2', '4 edited 3']);
  });

  it('end a row of changes when it is activated', async () => {
    const { change, summary } = await setUp();
    await change({ node_data: graphOf('a') });
    await change({ status: 'active' });
    await change({ node_data: graphOf('a', 'b') });
    expect(await summary()).toEqual(['1 created 0', '2 activated 1', '4 edited 2']);
  });

  it('are no more for a new name, or for the same graph again', async () => {
    const { change, summary } = await setUp();
    await change({ node_data: graphOf('a') });
    await change({ name: 'Other' });
    await change({ node_data: graphOf('a') });
    expect(await summary()).toEqual(['1 created 0', '2 edited 1']);
  });

  it('are the last hundred', async () => {
    const { change, list, pass } = await setUp();
    for (let turn = 0; turn < 103; turn += 1) {
      await pass();
      await change({ node_data: graphOf(`n${turn}`) });
    }
    const kept = await list();
    expect(kept).toHaveLength(100);
    expect(kept[0]?.version).toBe(5);
    expect(kept.at(-1)?.version).toBe(104);
  });

  it('come back as a new one, with what was there before still in the list', async () => {
    const { db, id, change, list } = await setUp();
    await change({ node_data: graphOf('a') });
    await change({ status: 'active' });
    const { data } = await db.rpc('restore_workflow_version', {
      p_workflow_id: id,
      p_version: 1,
      p_as_draft: true,
    });
    expect(data).toMatchObject([{ node_data: graphOf(), status: 'draft', version: 4 }]);
    // The mark of a restore ends with it.
    await change({ node_data: graphOf('z') });
    expect(await list()).toMatchObject([
      { version: 1, reason: 'created' },
      { version: 2, reason: 'activated' },
      { version: 4, reason: 'restored', restored_version: 1 },
      { version: 5, reason: 'edited', restored_version: null },
    ]);
  });

  it('do not come back over a change that was not seen', async () => {
    const { db, id, change, summary } = await setUp();
    await change({ node_data: graphOf('a') });
    const { data } = await db.rpc('restore_workflow_version', {
      p_workflow_id: id,
      p_version: 1,
      p_expected: 1,
    });
    expect(data).toEqual([]);
    expect(await summary()).toEqual(['1 created 0', '2 edited 1']);
  });

  it('are nobody else’s to read, restore or write, and go with the workflow', async () => {
    const { db, id, list } = await setUp();
    const stranger = await setUp();
    const read = await stranger.db.from('workflow_versions').select().eq('workflow_id', id);
    expect(read.data).toEqual([]);
    const restored = await stranger.db.rpc('restore_workflow_version', {
      p_workflow_id: id,
      p_version: 1,
    });
    expect(restored.data).toEqual([]);
    expect((await fixture.anonymous.from('workflow_versions').select()).error?.code).toBe('42501');
    const forged = await db
      .from('workflow_versions')
      .update({ node_data: graphOf('forged') })
      .eq('workflow_id', id);
    expect(forged.error?.code).toBe('42501');
    await db.from('workflows').delete().eq('id', id);
    expect(await list()).toEqual([]);
  });
});
