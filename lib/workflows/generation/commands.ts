import 'server-only';
import { plans } from '@/lib/catalog/plans';
import type { Db } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import { CodegenError } from '../codegen/program';
import { generateCode } from '../codegen/generate-code';
import type { Language } from '../codegen/schema';
import { createWorkflow } from '../commands';
import { toPlanLimitError } from '../database-error';
import type { Graph } from '../graph/schema';
import { validateGraph } from '../graph/validate';
import { workflowNameSchema } from '../schema';
import { closestTemplate } from '../templates/closest-template';
import { countGeneration, returnGeneration } from '../usage/commands';
import { drawGraph, type DrawDeps } from './draw-graph';
import { leaveNotes } from './leave-notes';
import { estimateRun, judgeComplexity } from './estimate';
import type { Generation, GenerationQuestion, GenerationRequest } from './schema';

export interface GenerationDeps extends DrawDeps {
  /** The database as the person who asks. */
  db: Db;
  /** The database as the server, which gives a generation back. */
  service: Db;
}

/**
 * Makes a workflow out of words and keeps it as a draft: with the language model of the installation,
 * else with the embedded planner. Each counts as one generation of the person's plan; one that came to
 * nothing, or for which a model could not be reached, is given back unless the model has worked.
 *
 * @param userId whose session it is
 * @param signal ends the work when the person has gone away
 * @throws AppError `plan_limit` where the plan keeps no more workflows or makes no more from words;
 *   `unavailable`
 */
export async function generateWorkflow(
  deps: GenerationDeps,
  userId: string,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<Generation> {
  requireRoom(await getEntitlements(deps.db));
  await countGeneration(deps.db);
  let hasCost = false;
  let isWorth = false;
  try {
    const drawing = await drawGraph(deps, request.description, signal);
    hasCost = drawing.hasCost;
    const graph = leaveNotes({
      ...drawing,
      description: request.description,
      graph: inTimezone(drawing.graph, request.preferences.timezone ?? null),
    });
    const name = nameOf(request, drawing.name);
    const written = writeCode({ name, description: request.description, graph }, request.language);
    const workflow = await createWorkflow(deps.db, {
      name,
      description: request.description,
      status: 'draft',
      nodeData: graph,
      generatedCode: written.code,
      allowIncomplete: true,
    });
    isWorth = drawing.fallback === null;
    const { executionSeconds, waitSeconds } = estimateRun(graph);
    const { notUnderstood, source, fallback } = drawing;
    return {
      workflowId: workflow.id,
      name,
      nodes: graph.nodes,
      edges: graph.edges,
      ...written,
      template: closestTemplate(graph)?.id ?? null,
      estimatedExecutionTime: executionSeconds,
      estimatedWaitTime: waitSeconds,
      complexity: judgeComplexity(graph),
      notUnderstood,
      questions: withoutDoubles([...drawing.questions, ...written.questions]),
      source,
      fallback,
    };
  } finally {
    if (!isWorth && !hasCost) await returnGeneration(deps.service, userId);
  }
}

/**
 * Spares the model's work where the workflow could not be kept. The database decides when it is kept.
 *
 * @throws AppError `plan_limit`
 */
function requireRoom({ plan, limits, usage }: Entitlements): void {
  const { workflows: used } = usage;
  if (limits.workflows === null || used < limits.workflows) return;
  const hasRoom = (limit: number | null) => limit === null || limit > used;
  const upgradeTo = plans.find((each) => hasRoom(each.limits.workflows))?.id ?? null;
  throw toPlanLimitError({ resource: 'workflows', limit: limits.workflows, used, plan, upgradeTo });
}

/** Schedules whose words name no time zone stand in the person's own. */
function inTimezone(graph: Graph, timezone: string | null): Graph {
  if (timezone === null) return graph;
  const nodes = graph.nodes.map((node) => {
    const isOpen = node.type === 'schedule' && (node.data.timezone ?? '') === '';
    return isOpen ? { ...node, data: { ...node.data, timezone } } : node;
  });
  return { ...graph, nodes };
}

function nameOf({ preferences }: GenerationRequest, drawn: string): string {
  const name = workflowNameSchema.safeParse(drawn.slice(0, 120));
  return preferences.name ?? (name.success ? name.data : 'New workflow');
}

const CODE_CHARS_MAX = 200_000;

interface Written {
  code: string | null;
  requirements: string[];
  questions: GenerationQuestion[];
}

/** The program, or what is still missing for one. */
function writeCode(
  workflow: { name: string; description: string; graph: Graph },
  language: Language,
): Written {
  const missing = validateGraph(workflow.graph).filter(({ severity }) => severity !== 'account');
  if (missing.length > 0) {
    const questions = missing.map(({ nodeId, field, message }) => ({ nodeId, field, message }));
    return { code: null, requirements: [], questions };
  }
  try {
    const { code, requirements } = generateCode(workflow, language);
    if (code.length <= CODE_CHARS_MAX) return { code, requirements, questions: [] };
    const message = 'The program is too long to be kept';
    return { code: null, requirements, questions: [{ nodeId: null, field: null, message }] };
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    const { nodeId, message } = error;
    return { code: null, requirements: [], questions: [{ nodeId, field: null, message }] };
  }
}

/** One question for each setting, the first that was asked. */
function withoutDoubles(questions: readonly GenerationQuestion[]): GenerationQuestion[] {
  const asked = new Set<string>();
  return questions.filter(({ nodeId, field, message }) => {
    const key = JSON.stringify(field === null ? [nodeId, message] : [nodeId, field]);
    if (asked.has(key)) return false;
    asked.add(key);
    return true;
  });
}
