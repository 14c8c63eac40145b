import { parseExpression } from '../expressions/parse';
import { stepsReadBy } from '../expressions/references';
import { parseTemplate } from '../expressions/template';
import { fields } from '../nodes/field';
import { findNode, isNodeType, readConfig, type NodeType } from '../nodes/registry';
import type { Graph } from './schema';
import { EACH, readStructure, type GraphEdge, type GraphNode, type Structure } from './structure';

/**
 * How bad it is. `structure`: no such graph can be kept. `incomplete`: a draft may be kept so, but
 * it cannot run. `account`: everything is said but the account to act through.
 */
export type Severity = 'structure' | 'incomplete' | 'account';

export interface GraphIssue {
  severity: Severity;
  /** The step that has it; null when the graph as a whole does. */
  nodeId: string | null;
  edgeId: string | null;
  /** The field of the step's settings, as a path. */
  field: string | null;
  message: string;
}

type Place = Partial<Pick<GraphIssue, 'nodeId' | 'edgeId' | 'field'>>;

const issue = (severity: Severity, message: string, place: Place = {}): GraphIssue => ({
  severity,
  nodeId: null,
  edgeId: null,
  field: null,
  ...place,
  message,
});

/**
 * Everything that is wrong with a graph, each at its step, in the words of the person who drew it.
 * Duplicate ids and edges to nowhere are refused before, by `graphSchema`.
 */
export function validateGraph(graph: Graph): GraphIssue[] {
  const structure = readStructure(graph);
  return [
    ...findTriggers(graph),
    ...graph.nodes.flatMap((node) => checkNode(node, structure)),
    ...checkEdges(graph),
    ...checkCircles(structure),
    ...checkLoops(graph, structure),
    ...findUnreached(graph, structure),
  ];
}

/**
 * What is wrong with how the steps hang together, whatever their settings: circles, and ways into a
 * loop from outside. Fast enough to be asked while a connection is drawn.
 */
export function checkShape(graph: Graph): GraphIssue[] {
  const structure = readStructure(graph);
  return [...checkCircles(structure), ...checkLoops(graph, structure)];
}

const isTrigger = (node: GraphNode) => findNode(node.type)?.category === 'trigger';

function findTriggers({ nodes }: Graph): GraphIssue[] {
  const [first, ...others] = nodes.filter(isTrigger);
  if (first === undefined) {
    const message =
      nodes.length === 0
        ? 'There are no steps yet: begin with what starts the workflow'
        : 'Nothing starts this workflow: add a trigger';
    return [issue('incomplete', message)];
  }
  return others.map(({ id }) =>
    issue('structure', `A workflow has one trigger, and "${first.id}" is one already`, {
      nodeId: id,
    }),
  );
}

function checkNode(node: GraphNode, structure: Structure): GraphIssue[] {
  if (!isNodeType(node.type)) {
    const message = `There is no step of the type "${node.type}"`;
    return [issue('structure', message, { nodeId: node.id, field: 'type' })];
  }
  const { reading, expressions } = readNode(node, node.type);
  const ofConfig = reading.issues.map(({ field, message }) =>
    issue('incomplete', message, { nodeId: node.id, field }),
  );
  return [...ofConfig, ...checkExpressions(node, expressions, structure), ...checkAccount(node)];
}

function checkAccount({ id, type, data }: GraphNode): GraphIssue[] {
  if (findNode(type)?.credential === undefined) return [];
  if (typeof data.credentialId === 'string' && data.credentialId !== '') return [];
  return [
    issue('account', 'Choose the account it acts through', { nodeId: id, field: 'credentialId' }),
  ];
}

interface Source {
  field: string;
  source: string;
}

/** Every expression in a node's settings, with the field it stands in. */
function sourcesOf(node: GraphNode, config: Readonly<Record<string, unknown>>): Source[] {
  const shape = findNode(node.type)?.config.shape ?? {};
  return Object.entries(shape).flatMap(([field, schema]) => {
    const meta = fields.get(schema);
    const value = config[field];
    if (meta?.isTemplate) return textsIn(value).flatMap((words) => inTemplate(field, words));
    const isBare = meta?.control === 'expression' && typeof value === 'string' && value !== '';
    return isBare ? [{ field, source: value }] : [];
  });
}

function inTemplate(field: string, words: string): Source[] {
  return parseTemplate(words).flatMap((part) =>
    part.kind === 'expression' ? [{ field, source: part.source }] : [],
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [];
}

/** An expression as it was read: which steps it reads, or what is wrong with it. */
type ReadExpression = { field: string } & ({ reads: string[] } | { fault: string });

interface NodeReading {
  reading: ReturnType<typeof readConfig>;
  expressions: ReadExpression[];
}

const readings = new WeakMap<GraphNode, NodeReading>();

/**
 * What a step's settings say by themselves. Kept for each step: an editor asks at every key, about two
 * hundred steps of which one has changed. A node is never changed in place, so what is kept stays true.
 */
function readNode(node: GraphNode, type: NodeType): NodeReading {
  const known = readings.get(node);
  if (known !== undefined) return known;
  const reading = readConfig(type, node.data);
  const sources = reading.ok ? sourcesOf(node, reading.config) : [];
  const expressions = sources.map(({ field, source }): ReadExpression => {
    const parsed = parseExpression(source);
    if (!parsed.ok) return { field, fault: parsed.message };
    return { field, reads: [...stepsReadBy(parsed.expression)] };
  });
  readings.set(node, { reading, expressions });
  return { reading, expressions };
}

function checkExpressions(
  node: GraphNode,
  expressions: readonly ReadExpression[],
  structure: Structure,
): GraphIssue[] {
  if (expressions.length === 0) return [];
  const before = stepsBefore(structure, node.id);
  return expressions.flatMap((expression) => {
    const place = { nodeId: node.id, field: expression.field };
    if ('fault' in expression) return [issue('incomplete', expression.fault, place)];
    return expression.reads.flatMap((id) => {
      if (before.has(id)) return [];
      const message = structure.nodes.has(id)
        ? `"steps.${id}" is read here, but that step does not come before this one`
        : `"steps.${id}" is read here, but there is no such step`;
      return [issue('incomplete', message, place)];
    });
  });
}

function stepsBefore(structure: Structure, nodeId: string): Set<string> {
  const before = new Set<string>();
  const waiting = [nodeId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { source } of structure.incoming.get(id) ?? []) {
      if (before.has(source)) continue;
      before.add(source);
      waiting.push(source);
    }
  }
  return before;
}

function checkEdges({ nodes, edges }: Graph): GraphIssue[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    const { id: edgeId, source, target, sourceHandle } = edge;
    const way = JSON.stringify([source, sourceHandle ?? null, target]);
    const isDouble = seen.has(way);
    seen.add(way);
    if (isDouble) {
      return [issue('structure', 'This connection is there twice', { nodeId: source, edgeId })];
    }
    const targetNode = byId.get(target);
    if (targetNode !== undefined && isTrigger(targetNode)) {
      const message = 'Nothing can lead to the step that starts the workflow';
      return [issue('structure', message, { nodeId: target, edgeId })];
    }
    return checkHandle(edge, byId.get(source));
  });
}

function checkHandle({ id: edgeId, sourceHandle }: GraphEdge, source: GraphNode | undefined) {
  if (source === undefined || !isNodeType(source.type)) return [];
  const { reading } = readNode(source, source.type);
  // Ways out that depend on settings which are wrong cannot be judged yet.
  if (!reading.ok) return [];
  const place = { nodeId: source.id, edgeId };
  const handle = sourceHandle ?? null;
  if (reading.handles === null) {
    if (handle === null) return [];
    return [issue('structure', `This step has one way out, not "${handle}"`, place)];
  }
  const ids = reading.handles.map(({ id }) => id);
  if (handle !== null && ids.includes(handle)) return [];
  const ways = ids.map((id) => `"${id}"`).join(', ');
  return [issue('structure', `Say which way out this connection takes: ${ways}`, place)];
}

function checkCircles({ circle }: Structure): GraphIssue[] {
  return circle.map((nodeId) =>
    issue('structure', 'This step waits for itself: only For each may lead back', { nodeId }),
  );
}

/** A step inside a loop may be reached from inside only: otherwise nobody knows its item. */
function checkLoops({ edges }: Graph, { loopOf, nodes }: Structure): GraphIssue[] {
  return edges.flatMap((edge) => {
    const { id: edgeId, source, target, sourceHandle } = edge;
    const inside = loopOf.get(target);
    if (inside === undefined || inside === loopOf.get(source)) return [];
    const isEntry = source === inside && sourceHandle === EACH;
    const isWayBack = nodes.get(target)?.type === 'loop' && loopOf.get(source) === target;
    if (isEntry || isWayBack) return [];
    const message = 'This step is repeated for each item, so no way from outside may lead to it';
    return [issue('structure', message, { nodeId: target, edgeId })];
  });
}

function findUnreached({ nodes }: Graph, { outgoing, circle }: Structure): GraphIssue[] {
  const trigger = nodes.find(isTrigger);
  if (trigger === undefined) return [];
  const reached = new Set<string>([trigger.id]);
  for (const id of reached) {
    for (const { target } of outgoing.get(id) ?? []) reached.add(target);
  }
  const isUnreached = ({ id }: GraphNode) => !reached.has(id) && !circle.includes(id);
  return nodes
    .filter((node) => isUnreached(node) && !isTrigger(node))
    .map(({ id }) => issue('incomplete', 'No way leads to this step', { nodeId: id }));
}
