import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Json } from '../connectors/executor';
import { createPut, createDelete, createGet, createQuery } from '../connectors/dynamodb/items';
import { createAiPrompt } from '../connectors/ai/ai-prompt';
import { createHttpRequest } from '../connectors/http/http-request';
import { resolveByDns } from '../connectors/net/destination';
import { createSendEmail } from '../connectors/sendgrid/send-email';
import { createStripeCheckoutLink } from '../connectors/stripe/checkout-link';
import { createStripeCoupon } from '../connectors/stripe/coupon';
import { createStripeCustomer } from '../connectors/stripe/customer';
import { createStripeInvoice } from '../connectors/stripe/invoice';
import { createStripeRefund } from '../connectors/stripe/refund';
import { createSendWebhook } from '../connectors/webhook/send-webhook';
import type { Scope } from '../expressions/scope';
import { nextSteps, stepKey, type Finished, type StepRef } from '../graph/progress';
import type { Graph } from '../graph/schema';
import { readStructure } from '../graph/structure';
import { findNode } from '../nodes/registry';
import { computeLogic } from '../runner/logic';
import { perform, prepare, type Executors } from '../runner/perform';
import { generateCode } from './generate-code';
import { secrets, type Arrived, type Outside } from './outside-fixture';
import { findPython } from './python-fixture';
import type { Language } from './schema';

/** What a run did and what it said. */
export interface Lived {
  requests: Arrived[];
  result: { status: string; steps?: Record<string, unknown>; error?: string | undefined };
}

const RUN_ID = 'run_0001';

function executorsFor(origin: string): Executors {
  const network = { allowedOrigins: new Set([origin]), resolve: resolveByDns };
  const stripe = { apiUrl: origin };
  const dynamodb = { endpoint: origin };
  return {
    http_request: createHttpRequest(network),
    send_email: createSendEmail({ apiUrl: origin }),
    send_webhook: createSendWebhook(network),
    stripe_customer: createStripeCustomer(stripe),
    stripe_invoice: createStripeInvoice(stripe),
    stripe_coupon: createStripeCoupon(stripe),
    stripe_refund: createStripeRefund(stripe),
    stripe_checkout_link: createStripeCheckoutLink(stripe),
    dynamodb_put: createPut(dynamodb),
    dynamodb_get: createGet(dynamodb),
    dynamodb_delete: createDelete(dynamodb),
    dynamodb_query: createQuery(dynamodb),
    ai_prompt: createAiPrompt({
      baseUrl: `${origin}/v1`,
      apiKey: 'ai-key',
      model: 'small',
      budget: {
        reserve: (tokens) => Promise.resolve({ month: '2026-01-01', tokens }),
        settle: () => Promise.resolve(),
      },
    }),
  };
}

const depsFor = (origin: string) => ({
  executors: executorsFor(origin),
  openCredential: (_: string, __: string, kind: keyof typeof secrets) =>
    Promise.resolve({ ...secrets[kind], ...(kind === 'webhook' && { url: `${origin}/hook` }) }),
  backoffMs: () => 0,
});

/** Runs a graph with the engine's own parts, one step after the other, without waiting. */
export async function runInEngine(
  graph: Graph,
  trigger: Json,
  { origin }: Outside,
): Promise<Lived['result']> {
  const structure = readStructure(graph);
  const finished = new Map<string, Finished>();
  const outputs = new Map<string, Json>();
  const lists = new Map<string, Json[]>();
  const deps = depsFor(origin);
  const end = (ref: StepRef, output: Json, how: Finished) => {
    finished.set(stepKey(ref), how);
    outputs.set(stepKey(ref), output);
  };
  for (;;) {
    const { ready, isOver } = nextSteps(structure, finished);
    const [ref] = ready;
    if (isOver || ref === undefined) return { status: 'succeeded', steps: toSteps(outputs, graph) };
    const node = structure.nodes.get(ref.nodeId);
    if (node === undefined) throw new Error(`No step ${ref.nodeId}`);
    if (findNode(node.type)?.category === 'trigger') {
      end(ref, trigger, { handle: null });
      continue;
    }
    const scope = scopeOf(ref, trigger, outputs, lists);
    try {
      const logic = await computeLogic(node, scope, Date.now());
      if (logic !== null) {
        if (logic.kind === 'wait') end(ref, { resumedAt: '' }, { handle: null });
        else {
          const { handle = null, count } = logic;
          if (count !== undefined) {
            lists.set(
              stepKey(ref),
              z.object({ items: z.array(z.json()) }).parse(logic.input).items,
            );
          }
          end(ref, logic.output, count === undefined ? { handle } : { handle: 'done', count });
        }
        continue;
      }
      const prepared = await prepare(deps, 'user', node, scope);
      const result = await perform(deps, prepared, {
        idempotencyKey: `${RUN_ID}:${stepKey(ref)}`,
        trigger,
        signal: new AbortController().signal,
        log: () => undefined,
        onAttempt: () => Promise.resolve(),
      });
      if (result.kind !== 'done') return { status: 'failed', steps: toSteps(outputs, graph) };
      end(ref, result.output, { handle: null });
    } catch {
      return { status: 'failed', steps: toSteps(outputs, graph) };
    }
  }
}

function scopeOf(
  { scope }: StepRef,
  trigger: Json,
  outputs: ReadonlyMap<string, Json>,
  lists: ReadonlyMap<string, Json[]>,
): Scope {
  const steps: Record<string, Json> = {};
  // What an outer step said, then what the same name said further inside.
  for (let depth = 0; depth <= scope.length; depth += 1) {
    const prefix = scope
      .slice(0, depth)
      .map(({ loopId, index }) => `${loopId}[${index}].`)
      .join('');
    for (const [key, output] of outputs) {
      const rest = key.startsWith(prefix) ? key.slice(prefix.length) : '.';
      if (!rest.includes('.')) steps[rest] = output;
    }
  }
  const last = scope.at(-1);
  const base: Scope = { trigger, steps, run: { id: RUN_ID } };
  if (last === undefined) return base;
  const loopKey = stepKey({ nodeId: last.loopId, scope: scope.slice(0, -1) });
  return { ...base, item: lists.get(loopKey)?.[last.index] ?? null, index: last.index };
}

/** Triggers are no steps of a program; when a wait ended differs from run to run. */
function toSteps(outputs: Iterable<[string, unknown]>, graph: Graph): Record<string, unknown> {
  const typeOf = (key: string) => graph.nodes.find(({ id }) => id === key.split('.').at(-1))?.type;
  const own = [...outputs].filter(([key]) => findNode(typeOf(key) ?? '')?.category !== 'trigger');
  return Object.fromEntries(
    own.map(([key, output]) => [key, typeOf(key) === 'wait' ? 'waited' : output]),
  );
}

const resultSchema = z.object({
  status: z.string(),
  steps: z.record(z.string(), z.unknown()),
  error: z.string().optional(),
});

/**
 * Runs the code of a graph as somebody would who has downloaded it.
 *
 * @param python the command that runs Python; the one that is found when left out
 */
export async function runAsCode(
  graph: Graph,
  trigger: Json,
  { origin }: Outside,
  language: Language,
  python: readonly string[] | null = null,
): Promise<Lived['result']> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-code-'));
  try {
    const made = generateCode({ name: 'Test', description: 'A "test" */ """', graph }, language);
    for (const file of made.files) await writeFile(path.join(folder, file.path), file.content);
    await writeFile(path.join(folder, 'input.json'), JSON.stringify(trigger));
    const [command = '', ...before] =
      language === 'python'
        ? [...(python ?? (await findPython())), 'workflow.py']
        : [process.execPath, 'workflow.ts'];
    const args = [...before, '--input', 'input.json', '--run-id', RUN_ID, '--skip-waits'];
    const stdout = await new Promise<string>((resolve, reject) => {
      const env = {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'test' as const,
        ...environment(origin),
      };
      execFile(command, args, { cwd: folder, env }, (error, out, err) => {
        // A failed step ends the program with 1 and still says so as JSON.
        if (out.startsWith('{')) resolve(out);
        else reject(new Error(`${err}\n${error?.message ?? ''}`));
      });
    });
    const { status, steps } = resultSchema.parse(JSON.parse(stdout));
    return { status, steps: toSteps(Object.entries(steps), graph) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const environment = (origin: string) => ({
  STRIPE_SECRET_KEY: secrets.stripe.secretKey,
  STRIPE_API_URL: origin,
  SENDGRID_API_KEY: secrets.sendgrid.apiKey,
  SENDGRID_FROM: secrets.sendgrid.fromEmail,
  SENDGRID_API_URL: origin,
  AWS_ACCESS_KEY_ID: secrets.aws_dynamodb.accessKeyId,
  AWS_SECRET_ACCESS_KEY: secrets.aws_dynamodb.secretAccessKey,
  AWS_REGION: secrets.aws_dynamodb.region,
  AWS_ENDPOINT_URL_DYNAMODB: origin,
  WEBHOOK_URL: `${origin}/hook`,
  WEBHOOK_SECRET: secrets.webhook.signingSecret,
  AI_BASE_URL: `${origin}/v1`,
  AI_MODEL: 'small',
  AI_API_KEY: 'ai-key',
});
