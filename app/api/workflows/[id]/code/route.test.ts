import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { problemSchema } from '@/lib/errors/problem';
import { workflowSchema } from '@/lib/workflows/schema';
import * as list from '../../route';
import * as archive from './archive/route';
import * as code from './route';

const app = setUpApp();

const step = (id: string, type: string, data: object = {}) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data,
});

async function created(as: Person, url = 'https://a.example') {
  const nodes = [step('start', 'manual'), step('call', 'http_request', { url })];
  const edges = [{ id: 'e', source: 'start', target: 'call' }];
  const body = { name: 'Call "them"', nodeData: { nodes, edges }, allowIncomplete: true };
  const response = await app.call(list.POST, {
    method: 'POST',
    path: '/api/workflows',
    as,
    body,
  });
  return workflowSchema.parse(await response.json());
}

const read = (as: Person | undefined, id: string, language: string, of = code) =>
  app.call(of.GET, {
    path: `/api/workflows/${id}/code?language=${language}`,
    params: { id },
    ...(as !== undefined && { as }),
  });

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe('GET /api/workflows/{id}/code', () => {
  it.each([
    ['python', 'def workflow(run):'],
    ['typescript', 'async function workflow(run: Run)'],
  ])('is the whole program in %s', async (language, line) => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const answer = await read(ada, id, language);
    expect(answer.status).toBe(200);
    const made = z.object({ language: z.string(), code: z.string() }).parse(await answer.json());
    expect(made.language).toBe(language);
    expect(made.code).toContain(line);
  });

  it('names the step that is not complete', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada, '');
    const answer = await read(ada, id, 'python');
    expect(answer.status).toBe(422);
    expect((await problemOf(answer)).errors?.[0]?.message).toMatch(/^call: /);
  });

  it('is for the owner: nobody else learns that the workflow exists', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const { id } = await created(ada);
    for (const of of [code, archive]) {
      expect((await read(undefined, id, 'python', of)).status).toBe(401);
    }
    expect((await read(eve, id, 'python')).status).toBe(404);
  });

  it('knows two languages', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    expect((await read(ada, id, 'cobol')).status).toBe(422);
  });
});

describe('GET /api/workflows/{id}/code/archive', () => {
  it('asks for the plan that includes it, then gives everything that the program needs', async () => {
    const ada = await app.addPerson();
    const { id } = await created(ada);
    const refused = await read(ada, id, 'python', archive);
    expect(refused.status).toBe(403);
    expect(await problemOf(refused)).toMatchObject({ code: 'plan_required', upgradeTo: 'basic' });

    await app.buy(ada, 'basic');
    const answer = await read(ada, id, 'python', archive);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toContain('call-them-python.zip');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'call-them/workflow.py',
      'call-them/README.md',
      'call-them/.env.example',
      'call-them/requirements.txt',
    ]);
    expect(strFromU8(files['call-them/workflow.py'] ?? new Uint8Array())).toContain(
      'https://a.example',
    );
    const eve = await app.addPerson();
    await app.buy(eve, 'basic');
    expect((await read(eve, id, 'python', archive)).status).toBe(404);
  });
});
