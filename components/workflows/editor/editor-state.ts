import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import type { NodeType } from '@/lib/workflows/nodes/registry';
import { paste } from './clipboard';
import { addStep, connect, move, remove, setField, type Spot } from './graph-edit';
import type { Point } from './steps';

export interface Selection {
  nodes: readonly string[];
  edges: readonly string[];
}

interface Moment {
  graph: Graph;
  selection: Selection;
}

/** All that an editor knows of a graph and how it came to be so. */
export interface EditorState extends Moment {
  /** What undo goes back to, the latest last. */
  past: readonly Moment[];
  /** What redo goes forward to, the next one last. */
  future: readonly Moment[];
  /** Names what is being typed or pushed; the next change of the same name joins it. */
  joining: string | null;
}

export type EditorAction =
  | { type: 'add'; step: NodeType; spot: Spot; data?: GraphNode['data'] }
  | { type: 'connect'; source: string; target: string; handle: string | null }
  | { type: 'remove'; nodes: readonly string[]; edges: readonly string[] }
  | { type: 'move'; places: ReadonlyMap<string, Point> }
  /** Moves what is selected by a step of the keyboard; several in a row are one change. */
  | { type: 'push'; dx: number; dy: number }
  /** Several to the same field in a row are one change. */
  | { type: 'set'; nodeId: string; field: string; value: GraphNode['data'][string] | undefined }
  | { type: 'paste'; copied: Graph; offset: number }
  /** Another graph in its place, for example the one stored meanwhile; undo brings this one back. */
  | { type: 'replace'; graph: Graph }
  | { type: 'select'; nodes: readonly string[]; edges: readonly string[] }
  /** Adds to what is selected, or takes from it. */
  | { type: 'mark'; kind: keyof Selection; changes: ReadonlyMap<string, boolean> }
  /** Ends what is being typed: the next change stands for itself. */
  | { type: 'settle' }
  | { type: 'undo' }
  | { type: 'redo' };

/** Changes that can be undone; older ones are forgotten. */
export const historyMax = 200;

const nothing: Selection = { nodes: [], edges: [] };

/** An editor that has just been opened, with these steps chosen. */
export function openEditor(graph: Graph, nodes: readonly string[] = []): EditorState {
  return { graph, selection: { nodes, edges: [] }, past: [], future: [], joining: null };
}

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** What is selected and still there. */
function keepSelection({ nodes, edges }: Selection, graph: Graph): Selection {
  const nodeIds = new Set(graph.nodes.map(({ id }) => id));
  const edgeIds = new Set(graph.edges.map(({ id }) => id));
  return {
    nodes: nodes.filter((id) => nodeIds.has(id)),
    edges: edges.filter((id) => edgeIds.has(id)),
  };
}

/** What an action makes of the graph, and what is selected then. */
function change(state: EditorState, action: EditorAction): Moment {
  const { graph, selection } = state;
  switch (action.type) {
    case 'add': {
      const added = addStep(graph, action.step, action.spot, action.data);
      return { graph: added.graph, selection: { nodes: [added.nodeId], edges: [] } };
    }
    case 'connect':
      return {
        graph: connect(graph, action.source, action.target, action.handle),
        selection,
      };
    case 'remove':
      return { graph: remove(graph, action.nodes, action.edges), selection };
    case 'move':
      return { graph: move(graph, action.places), selection };
    case 'push': {
      const wanted = new Set(selection.nodes);
      const places = graph.nodes.flatMap(({ id, position: { x, y } }) =>
        wanted.has(id) ? [[id, { x: x + action.dx, y: y + action.dy }] as const] : [],
      );
      return { graph: move(graph, new Map(places)), selection };
    }
    case 'set':
      return { graph: setField(graph, action.nodeId, action.field, action.value), selection };
    case 'paste': {
      const pasted = paste(graph, action.copied, action.offset);
      if (pasted.nodeIds.length === 0) return { graph, selection };
      return { graph: pasted.graph, selection: { nodes: pasted.nodeIds, edges: [] } };
    }
    case 'replace':
      return { graph: action.graph, selection: nothing };
    default:
      return { graph, selection };
  }
}

function joinName(action: EditorAction, { nodes }: Selection): string | null {
  if (action.type === 'set') return `set ${action.nodeId} ${action.field}`;
  if (action.type === 'push') return `push ${nodes.join(' ')}`;
  return null;
}

function step(state: EditorState, from: 'past' | 'future', to: 'past' | 'future'): EditorState {
  const target = state[from].at(-1);
  if (target === undefined) return state;
  const { graph, selection } = state;
  return {
    ...state,
    ...target,
    joining: null,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], { graph, selection }],
  };
}

function select(state: EditorState, { nodes, edges }: Selection): EditorState {
  const { selection } = state;
  if (sameIds(nodes, selection.nodes) && sameIds(edges, selection.edges)) return state;
  return { ...state, selection: { nodes, edges }, joining: null };
}

/** What comes of an action. Pure: the same state and action give the same state, and nothing else happens. */
export function editorReducer(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case 'undo':
      return step(state, 'past', 'future');
    case 'redo':
      return step(state, 'future', 'past');
    case 'settle':
      return state.joining === null ? state : { ...state, joining: null };
    case 'select':
      return select(state, action);
    case 'mark': {
      const { kind, changes } = action;
      const stay = state.selection[kind].filter((id) => changes.get(id) !== false);
      const added = [...changes].flatMap(([id, isOn]) => (isOn && !stay.includes(id) ? [id] : []));
      return select(state, { ...state.selection, [kind]: [...stay, ...added] });
    }
    default:
      break;
  }
  const next = change(state, action);
  if (next.graph === state.graph) return state;
  const joining = joinName(action, state.selection);
  const isJoined = joining !== null && joining === state.joining;
  const { graph, selection } = state;
  return {
    graph: next.graph,
    selection: keepSelection(next.selection, next.graph),
    past: isJoined ? state.past : [...state.past, { graph, selection }].slice(-historyMax),
    future: [],
    joining,
  };
}
