import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import type { Handle } from '@/lib/workflows/nodes/define';
import { findNode } from '@/lib/workflows/nodes/registry';
import type { Selection } from './editor-state';
import { summaryOf } from './step-words';
import { handlesOf, isTrigger, labelOf, stepHeight, stepWidth } from './steps';

/** What is shown of a step by itself. */
interface Words {
  label: string;
  summary: string;
  icon: string | null;
  isTrigger: boolean;
  /** Ways out with their names; null where there is one without. */
  handles: Handle[] | null;
}

/** What hangs on the steps around it as well. */
interface Surroundings {
  /** Ways out that lead nowhere yet; `''` is the one without a name. */
  free: readonly string[];
  /** What is to be done before it can run; empty when nothing is. */
  problems: readonly string[];
}

// React Flow wants a type with an open end, which an interface has not.
type StepData = Words & Surroundings & Record<string, unknown>;
export type StepFlowNode = Node<StepData, 'step'>;
export type StepFlowEdge = Edge<{ label: string | null }, 'step'>;

/** A way out with a name is a pill of this width, so that a step with many is wider. */
const HANDLE_WIDTH = 84;
const HANDLE_SIZE = 12;

/** Where the ways out of a step are, from its left edge to their middle. */
export function handlePlaces(count: number): { width: number; places: number[] } {
  const width = Math.max(stepWidth, count * HANDLE_WIDTH + 16);
  const gap = width / count;
  return { width, places: Array.from({ length: count }, (_, index) => gap * (index + 0.5)) };
}

const dot = { width: HANDLE_SIZE, height: HANDLE_SIZE };

/** Told instead of measured: a connection can be drawn before its steps have been on the screen. */
function toHandles(handles: Handle[] | null, hasTarget: boolean): NodeHandle[] {
  const { width, places } = handlePlaces(handles?.length ?? 1);
  const target: NodeHandle = {
    type: 'target',
    position: Position.Top,
    x: width / 2 - HANDLE_SIZE / 2,
    y: -HANDLE_SIZE / 2,
    ...dot,
  };
  const sources = places.map((x, index): NodeHandle => ({
    type: 'source',
    position: Position.Bottom,
    x: x - HANDLE_SIZE / 2,
    y: stepHeight - HANDLE_SIZE / 2,
    ...dot,
    ...(handles?.[index] && { id: handles[index].id }),
  }));
  return hasTarget ? [target, ...sources] : sources;
}

const words = new WeakMap<GraphNode, Words>();

/** Computed once for each state of a step: typing in one must not read the settings of all others. */
function wordsOf(node: GraphNode): Words {
  const known = words.get(node);
  if (known !== undefined) return known;
  const definition = findNode(node.type);
  const computed = {
    label: labelOf(node),
    summary: summaryOf(node),
    icon: definition?.icon ?? null,
    isTrigger: isTrigger(node),
    handles: handlesOf(node),
  };
  words.set(node, computed);
  return computed;
}

function toFlowNode(node: GraphNode, isSelected: boolean, free: string[], problems: string[]) {
  const known = wordsOf(node);
  const { label, summary, handles } = known;
  const { width } = handlePlaces(handles?.length ?? 1);
  const state = problems.length === 0 ? '' : `. To do: ${problems.join('; ')}`;
  const flow: StepFlowNode = {
    id: node.id,
    type: 'step',
    position: node.position,
    data: { ...known, free, problems },
    selected: isSelected,
    width,
    height: stepHeight,
    measured: { width, height: stepHeight },
    handles: toHandles(handles, !known.isTrigger),
    ariaLabel: `${label}${summary === '' ? '' : `, ${summary}`}${state}`,
  };
  return flow;
}

interface Known {
  node: GraphNode;
  key: string;
  flow: StepFlowNode;
}

/** Turns graphs into what the canvas draws; a step that did not change stays the same object. */
export class FlowNodes {
  private known = new Map<string, Known>();

  update(
    { nodes, edges }: Graph,
    selection: Selection,
    problems: ReadonlyMap<string, readonly string[]>,
  ): StepFlowNode[] {
    const selected = new Set(selection.nodes);
    const taken = new Set(
      edges.map(({ source, sourceHandle }) => `${source} ${sourceHandle ?? ''}`),
    );
    const next = new Map<string, Known>();
    const flows = nodes.map((node) => {
      const ways = wordsOf(node).handles?.map(({ id }) => id) ?? [''];
      const free = ways.filter((way) => !taken.has(`${node.id} ${way}`));
      const own = [...(problems.get(node.id) ?? [])];
      const key = JSON.stringify([selected.has(node.id), free, own]);
      const before = this.known.get(node.id);
      const isSame = before?.node === node && before.key === key;
      const known = isSame
        ? before
        : { node, key, flow: toFlowNode(node, selected.has(node.id), free, own) };
      next.set(node.id, known);
      return known.flow;
    });
    this.known = next;
    return flows;
  }
}

/** What the canvas draws between the steps. */
export function toFlowEdges({ nodes, edges }: Graph, selection: Selection): StepFlowEdge[] {
  const selected = new Set(selection.edges);
  const known = new Map(nodes.map((node) => [node.id, node]));
  const nameOf = (id: string) => {
    const node = known.get(id);
    return node === undefined ? id : wordsOf(node).label;
  };
  return edges.map(({ id, source, target, sourceHandle }) => ({
    id,
    type: 'step' as const,
    source,
    target,
    sourceHandle: sourceHandle ?? null,
    selected: selected.has(id),
    data: { label: sourceHandle ?? null },
    ariaLabel: `From ${nameOf(source)} to ${nameOf(target)}`,
  }));
}
