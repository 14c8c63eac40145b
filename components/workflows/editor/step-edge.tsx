'use client';

import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { Button } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { useEditor } from './editor-context';
import type { StepFlowEdge } from './flow';
import { RemoveIcon } from './icons';

/** A connection; once selected it offers a step in between, or to be cut. */
export const StepEdge = memo(function StepEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
  markerEnd,
}: EdgeProps<StepFlowEdge>) {
  const { dispatch, openPalette } = useEditor();
  const [path, x, y] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 12,
  });
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={28} {...(markerEnd && { markerEnd })} />
      {selected && (
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan pointer-events-auto absolute z-10 flex gap-1 rounded border bg-sheet p-1 shadow-lift"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            <Button
              variant="ghost"
              size="sm"
              aria-label="Add a step in between"
              className="w-9 !px-0"
              onClick={() => openPalette({ kind: 'edge', edgeId: id })}
            >
              <PlusIcon className="size-4" />
            </Button>
            <Button
              variant="ghost"
              size="sm"
              aria-label="Delete the connection"
              className="w-9 !px-0"
              onClick={() => dispatch({ type: 'remove', nodes: [], edges: [id] })}
            >
              <RemoveIcon className="size-4" />
            </Button>
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
