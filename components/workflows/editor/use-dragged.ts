import type { NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import type { Graph } from '@/lib/workflows/graph/schema';
import { DragPicture } from './drag-picture';
import type { StepFlowNode } from './flow';
import type { Point } from './steps';

/** Beyond so many steps, a drag moves their picture. */
export const CARRIED_AS_PICTURE = 24;

/**
 * Where steps are while they are dragged: local to the canvas until they are let go.
 *
 * @param onMove is told once, where they were put
 */
export function useDragged(
  graph: Graph,
  nodes: StepFlowNode[],
  canvas: RefObject<HTMLDivElement | null>,
  onMove: (places: Map<string, Point>) => void,
) {
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point> | null>(null);
  const picture = useRef<DragPicture | null>(null);
  const shown = useMemo(
    () =>
      dragged === null
        ? nodes
        : nodes.map((node) => {
            const position = dragged.get(node.id);
            return position === undefined ? node : { ...node, position, dragging: true };
          }),
    [nodes, dragged],
  );
  const drag = useCallback(
    (changes: readonly NodeChange<StepFlowNode>[]) => {
      const moved = changes.flatMap((change) =>
        change.type === 'position' && change.position !== undefined && change.dragging === true
          ? [[change.id, change.position] as const]
          : [],
      );
      if (moved.length === 0) return;
      if (moved.length > CARRIED_AS_PICTURE && canvas.current !== null) {
        picture.current ??= new DragPicture(canvas.current);
        picture.current.move(graph, new Map(moved));
        return;
      }
      setDragged((before) => new Map([...(before ?? []), ...moved]));
    },
    [graph, canvas],
  );
  const drop = useCallback(
    (_: unknown, __: StepFlowNode | undefined, stopped: StepFlowNode[]) => {
      const places = new Map(stopped.map(({ id, position }) => [id, position]));
      const isMoved = graph.nodes.some(({ id, position }) => {
        const place = places.get(id);
        return place !== undefined && (place.x !== position.x || place.y !== position.y);
      });
      picture.current?.end(isMoved);
      onMove(places);
      setDragged(null);
    },
    [graph, onMove],
  );
  return { shown, drag, drop };
}
