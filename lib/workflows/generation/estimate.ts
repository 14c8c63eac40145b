import type { Graph } from '../graph/schema';
import { readStructure, type Structure } from '../graph/structure';
import { findNode, isNodeType, nodes, readConfig, type NodeType } from '../nodes/registry';
import { secondsPerUnit } from '../nodes/wait';
import type { Complexity } from './schema';

/** What a step of a kind usually takes, in seconds; what is not listed takes what logic takes. */
const secondsOf: Partial<Record<NodeType, number>> = {
  http_request: 1,
  send_email: 1,
  send_webhook: 1,
  stripe_customer: 1,
  stripe_invoice: 1,
  stripe_coupon: 1,
  stripe_refund: 1,
  stripe_checkout_link: 1,
  dynamodb_put: 0.2,
  dynamodb_get: 0.2,
  dynamodb_query: 0.5,
  dynamodb_delete: 0.2,
  ai_prompt: 5,
};
const LOGIC_SECONDS = 0.05;

/** How long a list is taken to be when nobody knows. */
const ITEMS_USUAL = 10;

interface Estimate {
  /** Seconds of work if every step is done once, and a loop's inside for ten items. */
  executionSeconds: number;
  /** Seconds of its waits for a time; a wait until a moment adds none. */
  waitSeconds: number;
}

/** How often a step is done: once for each item of the loops around it. */
function timesOf(structure: Structure, nodeId: string): number {
  const loopId = structure.loopOf.get(nodeId);
  const loop = loopId === undefined ? undefined : structure.nodes.get(loopId);
  if (loop === undefined) return 1;
  const config = nodes.loop.config.safeParse(loop.data);
  const items = Math.min(config.data?.itemsMax ?? ITEMS_USUAL, ITEMS_USUAL);
  return items * timesOf(structure, loop.id);
}

function waitOf(data: Graph['nodes'][number]['data']): number {
  const { success, data: config } = nodes.wait.config.safeParse(data);
  if (!success || config.mode !== 'duration') return 0;
  return config.amount * secondsPerUnit[config.unit];
}

/** An upper bound of what one run takes: all ways are counted, also those that exclude each other. */
export function estimateRun(graph: Graph): Estimate {
  const structure = readStructure(graph);
  let executionSeconds = 0;
  let waitSeconds = 0;
  for (const { id, type, data } of graph.nodes) {
    if (!isNodeType(type) || nodes[type].category === 'trigger') continue;
    const times = timesOf(structure, id);
    executionSeconds += times * (secondsOf[type] ?? LOGIC_SECONDS);
    if (type === 'wait') waitSeconds += times * waitOf(data);
  }
  return { executionSeconds: Math.round(executionSeconds * 100) / 100, waitSeconds };
}

/**
 * How much there is to follow. `simple`: at most four steps behind the trigger, and one way through
 * them. `complex`: more than ten steps, more than two places where ways part, or a loop inside a
 * loop. Everything between is `moderate`.
 */
export function judgeComplexity(graph: Graph): Complexity {
  const { loopOf } = readStructure(graph);
  const steps = graph.nodes.filter(({ type }) => findNode(type)?.category !== 'trigger');
  const partings = steps.filter(({ type, data }) => {
    const reading = isNodeType(type) ? readConfig(type, data) : null;
    return reading?.ok === true && reading.handles !== null;
  });
  const isNested = steps.some(({ id, type }) => type === 'loop' && loopOf.has(id));
  if (steps.length > 10 || partings.length > 2 || isNested) return 'complex';
  return steps.length <= 4 && partings.length === 0 ? 'simple' : 'moderate';
}
