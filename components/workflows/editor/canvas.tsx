'use client';

import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  MarkerType,
  ReactFlow,
  type Connection,
  type EdgeChange,
  type IsValidConnection,
  type NodeChange,
  type ReactFlowInstance,
} from '@xyflow/react';
import { memo, useCallback, useMemo, useRef, useState, type DragEvent } from 'react';
import type { Graph } from '@/lib/workflows/graph/schema';
import { isNodeType } from '@/lib/workflows/nodes/registry';
import { DRAGGED_TYPE } from './dragged-type';
import { useEditor } from './editor-context';
import type { Selection } from './editor-state';
import { FlowNodes, toFlowEdges, type StepFlowEdge, type StepFlowNode } from './flow';
import { StepEdge } from './step-edge';
import { StepNode } from './step-node';
import { refuseConnection, stepHeight, stepWidth, type Point } from './steps';
import { CARRIED_AS_PICTURE, useDragged } from './use-dragged';
import { ViewControls } from './view-controls';

const nodeTypes = { step: StepNode };
const edgeTypes = { step: StepEdge };
const edgeOptions = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 } };
const grid: [number, number] = [8, 8];
export const fitOptions = { padding: 0.15, maxZoom: 1 };

export type Flow = ReactFlowInstance<StepFlowNode, StepFlowEdge>;

interface CanvasProps {
  graph: Graph;
  selection: Selection;
  /** What is to be done, by step. */
  problems: ReadonlyMap<string, readonly string[]>;
  onReady: (flow: Flow) => void;
}

/** Selection as React Flow reports it, change by change. */
function selectionChanges(
  changes: readonly (NodeChange<StepFlowNode> | EdgeChange<StepFlowEdge>)[],
) {
  return new Map(
    changes.flatMap((change) =>
      change.type === 'select' ? [[change.id, change.selected] as const] : [],
    ),
  );
}

function allowStep(event: DragEvent): void {
  if (event.dataTransfer.types.includes(DRAGGED_TYPE)) event.preventDefault();
}

/** The connection at a place of the window, which a step may be dropped on. */
function edgeAt(x: number, y: number): string | undefined {
  const edges = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>('.react-flow__edge'));
  return edges.find((edge) => edge !== null)?.dataset.id;
}

/** The steps and their connections, drawn; where a step stands is local until it is let go. */
export const Canvas = memo(function Canvas({ graph, selection, problems, onReady }: CanvasProps) {
  const { dispatch, announce } = useEditor();
  const [flows] = useState(() => new FlowNodes());
  const flow = useRef<Flow | null>(null);
  const canvas = useRef<HTMLDivElement | null>(null);
  const nodes = useMemo(
    () => flows.update(graph, selection, problems),
    [flows, graph, selection, problems],
  );
  const edges = useMemo(() => toFlowEdges(graph, selection), [graph, selection]);
  const move = useCallback(
    (places: Map<string, Point>) => {
      dispatch({ type: 'move', places });
    },
    [dispatch],
  );
  const { shown, drag, drop } = useDragged(graph, nodes, canvas, move);

  const onNodesChange = useCallback(
    (changes: NodeChange<StepFlowNode>[]) => {
      const marks = selectionChanges(changes);
      if (marks.size > 0) dispatch({ type: 'mark', kind: 'nodes', changes: marks });
      drag(changes);
    },
    [dispatch, drag],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepFlowEdge>[]) => {
      const marks = selectionChanges(changes);
      if (marks.size > 0) dispatch({ type: 'mark', kind: 'edges', changes: marks });
    },
    [dispatch],
  );
  const dropSelection = useCallback(
    (event: unknown, stopped: StepFlowNode[]) => drop(event, undefined, stopped),
    [drop],
  );
  const connect = useCallback(
    ({ source, target, sourceHandle }: Connection) => {
      dispatch({ type: 'connect', source, target, handle: sourceHandle });
      announce('Connected.');
    },
    [dispatch, announce],
  );
  const isValid: IsValidConnection<StepFlowEdge> = useCallback(
    ({ source, target, sourceHandle }) =>
      refuseConnection(graph, source, target, sourceHandle ?? null) === null,
    [graph],
  );
  const dropStep = useCallback(
    (event: DragEvent) => {
      const step = event.dataTransfer.getData(DRAGGED_TYPE);
      if (!isNodeType(step) || flow.current === null) return;
      event.preventDefault();
      const { clientX: x, clientY: y } = event;
      const edgeId = edgeAt(x, y);
      const at = flow.current.screenToFlowPosition({ x, y });
      const centred = { x: at.x - stepWidth / 2, y: at.y - stepHeight / 2 };
      const spot =
        edgeId === undefined
          ? { kind: 'free' as const, at: centred }
          : { kind: 'edge' as const, edgeId };
      dispatch({ type: 'add', step, spot });
    },
    [dispatch],
  );

  return (
    <ReactFlow
      ref={canvas}
      className="cue-canvas"
      aria-label="Canvas with the steps of the workflow"
      nodes={shown}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultEdgeOptions={edgeOptions}
      onInit={(instance) => {
        flow.current = instance;
        onReady(instance);
      }}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onNodeDragStop={drop}
      onSelectionDragStop={dropSelection}
      onConnect={connect}
      isValidConnection={isValid}
      onDragOver={allowStep}
      onDrop={dropStep}
      // A picture has nothing beyond the edge of the screen.
      autoPanOnNodeDrag={selection.nodes.length <= CARRIED_AS_PICTURE}
      snapToGrid
      snapGrid={grid}
      fitView
      fitViewOptions={fitOptions}
      minZoom={0.1}
      maxZoom={1.75}
      panOnScroll
      connectionRadius={32}
      deleteKeyCode={null}
      disableKeyboardA11y
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements
    >
      <ViewControls fitOptions={fitOptions} />
    </ReactFlow>
  );
});
