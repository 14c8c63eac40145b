import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphEdge, GraphNode } from '@/lib/workflows/graph/structure';
import { findNode, type NodeType } from '@/lib/workflows/nodes/registry';
import {
  columnGap,
  firstHandle,
  handlesOf,
  isTrigger,
  newEdge,
  newNodeId,
  newStructureIssues,
  refuseConnection,
  rowGap,
  stepHeight,
  stepsBehind,
  stepWidth,
  type Point,
} from './steps';

/** Where a new step goes. */
export type Spot =
  /** Between two steps that are connected. */
  | { kind: 'edge'; edgeId: string }
  /** Behind a step, on one of its ways out; null: on the first that is free. */
  | { kind: 'after'; nodeId: string; handle: string | null }
  /** Anywhere, connected to nothing. */
  | { kind: 'free'; at: Point };

interface Added {
  graph: Graph;
  nodeId: string;
}

const row = stepHeight + rowGap;
const column = stepWidth + columnGap;

/** A free place at or right of a point, so that no step hides another. */
function freePlace(nodes: readonly GraphNode[], { x, y }: Point): Point {
  const isTaken = (place: Point) =>
    nodes.some(
      ({ position }) =>
        Math.abs(position.x - place.x) < stepWidth && Math.abs(position.y - place.y) < stepHeight,
    );
  const place = { x, y };
  while (isTaken(place)) place.x += column;
  return place;
}

const idsOf = (nodes: readonly GraphNode[]) => new Set(nodes.map(({ id }) => id));

/** A step of a type, with the words it is shown with. */
function newNode(graph: Graph, type: NodeType, position: Point, data: GraphNode['data']) {
  const label = findNode(type)?.label ?? type;
  return {
    id: newNodeId(type, idsOf(graph.nodes)),
    type,
    position,
    data: { label, ...data },
  };
}

/** Adds a step where it is wanted; a second trigger takes the place of the first. */
export function addStep(
  graph: Graph,
  type: NodeType,
  spot: Spot,
  data: GraphNode['data'] = {},
): Added {
  if (isTrigger({ type })) return addTrigger(graph, type, spot, data);
  if (spot.kind === 'edge') return addOnEdge(graph, type, spot.edgeId, data);
  if (spot.kind === 'after') return addAfter(graph, type, spot, data);
  const node = newNode(graph, type, freePlace(graph.nodes, spot.at), data);
  return { graph: { ...graph, nodes: [...graph.nodes, node] }, nodeId: node.id };
}

function addTrigger(graph: Graph, type: NodeType, spot: Spot, data: GraphNode['data']): Added {
  const present = graph.nodes.find(isTrigger);
  if (present !== undefined) {
    const node = newNode(graph, type, present.position, data);
    const nodes = graph.nodes.map((each) => (each === present ? node : each));
    const edges = graph.edges.map((edge) =>
      edge.source === present.id ? newEdge(graph.edges, node.id, edge.target, null) : edge,
    );
    return { graph: { nodes, edges }, nodeId: node.id };
  }
  const entered = new Set(graph.edges.map(({ target }) => target));
  const [root, ...others] = graph.nodes.filter(({ id }) => !entered.has(id));
  const at = spot.kind === 'free' ? spot.at : { x: 0, y: 0 };
  const above = root === undefined ? at : { x: root.position.x, y: root.position.y - row };
  const node = newNode(graph, type, freePlace(graph.nodes, above), data);
  const isOnly = root !== undefined && others.length === 0;
  const edges = isOnly
    ? [...graph.edges, newEdge(graph.edges, node.id, root.id, null)]
    : graph.edges;
  return { graph: { nodes: [node, ...graph.nodes], edges }, nodeId: node.id };
}

/** Behind a step, below it. A way that the rules refuse is left out; the step is there all the same. */
function addAfter(
  graph: Graph,
  type: NodeType,
  spot: Extract<Spot, { kind: 'after' }>,
  data: GraphNode['data'],
): Added {
  const source = graph.nodes.find(({ id }) => id === spot.nodeId);
  if (source === undefined) return addStep(graph, type, { kind: 'free', at: { x: 0, y: 0 } }, data);
  const handle = spot.handle ?? firstHandle(source, graph.edges);
  const ways = handlesOf(source) ?? [];
  const index = Math.max(
    0,
    ways.findIndex(({ id }) => id === handle),
  );
  const below = { x: source.position.x + index * column, y: source.position.y + row };
  const node = newNode(graph, type, freePlace(graph.nodes, below), data);
  const nodes = [...graph.nodes, node];
  return { graph: connect({ ...graph, nodes }, source.id, node.id, handle), nodeId: node.id };
}

/** Between two steps: what lies behind moves down by a row. */
function addOnEdge(graph: Graph, type: NodeType, edgeId: string, data: GraphNode['data']): Added {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  const source = graph.nodes.find(({ id }) => id === edge?.source);
  const target = graph.nodes.find(({ id }) => id === edge?.target);
  if (edge === undefined || source === undefined || target === undefined) {
    return addStep(graph, type, { kind: 'free', at: { x: 0, y: 0 } }, data);
  }
  // A way that leads back up (into a loop) has nothing behind it to move.
  const isDown = target.position.y > source.position.y;
  const room = target.position.y - source.position.y < 2 * row;
  const moving = isDown && room ? stepsBehind(graph.edges, target.id) : new Set<string>();
  const at = isDown ? target.position : { x: source.position.x, y: source.position.y + row };
  const moved = graph.nodes.map((node) =>
    moving.has(node.id) && node.id !== source.id
      ? { ...node, position: { x: node.position.x, y: node.position.y + row } }
      : node,
  );
  const node = newNode(graph, type, freePlace(moved, at), data);
  const nodes = [...moved, node];
  const others = graph.edges.filter((each) => each !== edge);
  const first = newEdge(others, source.id, node.id, edge.sourceHandle ?? null);
  // What followed goes on after the whole list, not once for each of its items.
  const way = type === 'loop' ? 'done' : firstHandle(node, []);
  const second = newEdge([...others, first], node.id, target.id, way);
  const whole = { nodes, edges: [...others, first, second] };
  return { graph: dropBroken(graph, whole), nodeId: node.id };
}

/** Connects two steps; a connection that the rules refuse changes nothing. */
export function connect(
  graph: Graph,
  source: string,
  target: string,
  sourceHandle: string | null,
): Graph {
  if (refuseConnection(graph, source, target, sourceHandle) !== null) return graph;
  const edge = newEdge(graph.edges, source, target, sourceHandle);
  return { ...graph, edges: [...graph.edges, edge] };
}

/** Takes steps and connections away, and the connections of the steps with them. */
export function remove(
  graph: Graph,
  nodeIds: readonly string[],
  edgeIds: readonly string[],
): Graph {
  if (nodeIds.length === 0 && edgeIds.length === 0) return graph;
  const gone = new Set(nodeIds);
  const cut = new Set(edgeIds);
  const stays = ({ id, source, target }: GraphEdge) =>
    !cut.has(id) && !gone.has(source) && !gone.has(target);
  const after = {
    nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
    edges: graph.edges.filter(stays),
  };
  return dropBroken(graph, after);
}

/**
 * A change may leave a connection that no graph may have: into a loop whose other way in is gone, or
 * from a case that was deleted. Those go with it, because a graph that has one cannot be saved.
 */
export function dropBroken(before: Graph, after: Graph): Graph {
  const broken = new Set(newStructureIssues(before, after).map(({ edgeId }) => edgeId));
  const edges = after.edges.filter(({ id }) => !broken.has(id));
  // One that goes may break another, further inside.
  return edges.length === after.edges.length ? after : dropBroken(before, { ...after, edges });
}

/** Moves steps to new places; those that are not named stay. */
export function move(graph: Graph, places: ReadonlyMap<string, Point>): Graph {
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    if (place === undefined) return node;
    if (place.x === node.position.x && place.y === node.position.y) return node;
    return { ...node, position: { x: place.x, y: place.y } };
  });
  return nodes.some((node, index) => node !== graph.nodes[index]) ? { ...graph, nodes } : graph;
}

/** Writes one setting of a step; `undefined` takes it away. */
export function setField(
  graph: Graph,
  nodeId: string,
  field: string,
  value: GraphNode['data'][string] | undefined,
): Graph {
  const nodes = graph.nodes.map((node) => {
    if (node.id !== nodeId) return node;
    const others = Object.entries(node.data).filter(([name]) => name !== field);
    const data = Object.fromEntries(others);
    return { ...node, data: value === undefined ? data : { ...data, [field]: value } };
  });
  const after = { ...graph, nodes };
  // Only the cases of a switch are ways out of a step.
  return field === 'cases' ? dropLostCases(after, nodeId) : after;
}

function dropLostCases(graph: Graph, nodeId: string): Graph {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const handles = node === undefined ? null : handlesOf(node);
  if (handles === null) return graph;
  const ids = new Set(handles.map(({ id }) => id));
  const edges = graph.edges.filter(
    ({ source, sourceHandle }) => source !== nodeId || ids.has(sourceHandle ?? ''),
  );
  return edges.length === graph.edges.length ? graph : dropBroken(graph, { ...graph, edges });
}
