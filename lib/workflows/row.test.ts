import { describe, expect, it } from 'vitest';
import { toWorkflowError } from './database-error';
import { parsePlanLimit, toWorkflow, toWorkflowFile } from './row';

const row = {
  id: '0b0e7d6c-7f2b-4c56-9d2e-2f9a7c1f7c11',
  name: 'First',
  description: '',
  status: 'draft',
  created_at: '2026-11-20T12:58:45.25+00:00',
  updated_at: '2026-11-20T12:58:45+00:00',
  node_count: 0,
  node_data: { nodes: [], edges: [] },
  generated_code: null,
  version: 4,
};

describe('a row of the database', () => {
  it('becomes a workflow in the product’s own names', () => {
    expect(toWorkflow(row)).toMatchObject({ nodeCount: 0, version: 4, createdAt: row.created_at });
  });

  it('is refused when it is not what the schema says', () => {
    expect(() => toWorkflow({ ...row, status: 'deleted' })).toThrow();
  });

  it('leaves as a file without saying whose it was', () => {
    expect(Object.keys(toWorkflowFile(toWorkflow(row)))).toEqual([
      'format',
      'formatVersion',
      'name',
      'description',
      'nodeData',
    ]);
  });
});

describe('what the database refuses', () => {
  const detail = '{"limit":3,"used":3,"plan":"free","upgradeTo":"basic"}';

  it('is a full plan, with the one that has room', () => {
    expect(parsePlanLimit(detail)?.upgradeTo).toBe('basic');
    expect(
      toWorkflowError({ code: 'CUE01', message: 'plan_limit', details: detail }),
    ).toMatchObject({
      code: 'plan_limit',
      upgradeTo: 'basic',
      detail: 'Your plan keeps 3 workflows, and you have them all. Basic has room for more.',
    });
  });

  it('is a full plan also when the detail is missing or strange', () => {
    for (const details of [null, '', '[]', '{"limit":"many"}']) {
      const error = toWorkflowError({ code: 'CUE01', message: 'plan_limit', details });
      expect([error.code, error.upgradeTo]).toEqual(['plan_limit', null]);
    }
  });

  it('is a session without its account', () => {
    const error = toWorkflowError({ code: '23503', message: 'fk', details: null });
    expect(error.code).toBe('unauthenticated');
  });
});
