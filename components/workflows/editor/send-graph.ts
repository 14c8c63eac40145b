import { paidPlanIdSchema, type PaidPlanId } from '@/lib/catalog/schema';
import type { Graph } from '@/lib/workflows/graph/schema';
import { workflowSchema, type Workflow } from '@/lib/workflows/schema';
import { z } from 'zod';
import type { SendResult } from './autosave';

const problemSchema = z.object({
  detail: z.string().optional(),
  title: z.string().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
  upgradeTo: paidPlanIdSchema.nullable().optional().catch(null),
});

/** A request that outlives the page may carry no more (Fetch standard, section 4.6). */
const KEEPALIVE_CHARS_MAX = 60_000;

/** 408, 425 and 429 ask to come back; of the rest of the fours the same request gets the same answer. */
const isTemporary = (status: number) => status >= 500 || [408, 425, 429].includes(status);

const toStored = ({ nodeData, version }: Workflow) => ({ graph: nodeData, version });

async function put(id: string, body: object, version: number): Promise<Response> {
  const text = JSON.stringify(body);
  return fetch(`/api/workflows/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: text,
    keepalive: text.length < KEEPALIVE_CHARS_MAX,
  });
}

/** Why something was refused. */
export interface Refusal {
  message: string;
  /** The plan that would allow it. */
  upgradeTo: PaidPlanId | null;
}

async function readRefusal(response: Response): Promise<Refusal> {
  const { data: problem } = problemSchema.safeParse(await response.json().catch(() => null));
  const said = problem?.errors?.[0]?.message ?? problem?.detail ?? problem?.title;
  return {
    message: said ?? 'The server did not accept it.',
    upgradeTo: problem?.upgradeTo ?? null,
  };
}

const readProblem = async (response: Response) => (await readRefusal(response)).message;

async function readTheirs(id: string): Promise<SendResult> {
  const response = await fetch(`/api/workflows/${id}`);
  if (isTemporary(response.status)) return { outcome: 'unreachable' };
  if (!response.ok) return { outcome: 'refused', message: await readProblem(response) };
  return { outcome: 'conflict', theirs: toStored(workflowSchema.parse(await response.json())) };
}

async function answer(id: string, response: Response): Promise<SendResult> {
  if (response.status === 412) return readTheirs(id);
  if (response.status === 401) {
    return { outcome: 'refused', message: 'You are signed out. Sign in again in another tab.' };
  }
  if (response.status === 404) {
    return { outcome: 'refused', message: 'This workflow was deleted elsewhere.' };
  }
  if (isTemporary(response.status)) return { outcome: 'unreachable' };
  if (!response.ok) return { outcome: 'refused', message: await readProblem(response) };
  return { outcome: 'saved', stored: toStored(workflowSchema.parse(await response.json())) };
}

/** Stores a graph on the version it was read at. A draft may be unfinished. */
export async function sendGraph(id: string, graph: Graph, version: number): Promise<SendResult> {
  try {
    return await answer(id, await put(id, { nodeData: graph, allowIncomplete: true }, version));
  } catch {
    // No connection, or an answer that is not the product's (a proxy in between).
    return { outcome: 'unreachable' };
  }
}

type StatusResult =
  { ok: true; status: Workflow['status']; version: number } | { ok: false; refusal: Refusal };

/** Starts or stops a workflow; its graph stays. */
export async function sendStatus(
  id: string,
  status: Workflow['status'],
  version: number,
): Promise<StatusResult> {
  try {
    const response = await put(id, { status }, version);
    if (!response.ok) return { ok: false, refusal: await readRefusal(response) };
    const workflow = workflowSchema.parse(await response.json());
    return { ok: true, status: workflow.status, version: workflow.version };
  } catch {
    const message = 'There is no connection. Nothing was changed; try again.';
    return { ok: false, refusal: { message, upgradeTo: null } };
  }
}
