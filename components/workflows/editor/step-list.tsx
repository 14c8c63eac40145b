'use client';

import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { Lamp } from '@/components/ui/lamp';
import type { Graph } from '@/lib/workflows/graph/schema';
import { readStructure } from '@/lib/workflows/graph/structure';
import { NodeIcon } from '../node-icon';
import { findNode } from '@/lib/workflows/nodes/registry';
import { summaryOf } from './step-words';
import { labelOf } from './steps';

interface StepListProps {
  graph: Graph;
  selected: readonly string[];
  problems: ReadonlyMap<string, readonly string[]>;
  onChoose: (nodeId: string) => void;
}

/** The same steps as a list, in the order in which they run; those of a loop stand further in. */
export function StepList({ graph, selected, problems, onChoose }: StepListProps) {
  const rows = useMemo(() => {
    const { order, circle, nodes, loopOf } = readStructure(graph);
    const depthOf = (id: string): number => {
      const loop = loopOf.get(id);
      return loop === undefined ? 0 : 1 + depthOf(loop);
    };
    return [...order, ...circle].flatMap((id) => {
      const node = nodes.get(id);
      return node === undefined ? [] : [{ node, depth: Math.min(depthOf(id), 4) }];
    });
  }, [graph]);
  if (rows.length === 0) return <p className="text-sm text-soft">There are no steps yet.</p>;
  return (
    <ol aria-label="Steps in the order they run">
      {rows.map(({ node, depth }, index) => {
        const isSelected = selected.includes(node.id);
        const todo = problems.get(node.id) ?? [];
        return (
          <li key={node.id} style={{ paddingLeft: depth * 14 }}>
            <button
              type="button"
              aria-current={isSelected || undefined}
              onClick={() => onChoose(node.id)}
              className={cn(
                'flex w-full items-center gap-2 rounded-sm px-1.5 py-2 text-left text-sm focus-visible:-outline-offset-2',
                isSelected ? 'bg-lamp-wash' : 'hover:bg-wing',
              )}
            >
              <span className="w-7 shrink-0 cue-number text-faint">Q{index + 1}</span>
              <NodeIcon
                name={findNode(node.type)?.icon ?? null}
                className="size-4 shrink-0 text-soft"
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{labelOf(node)}</span>
                <span className="block truncate text-xs text-faint empty:hidden">
                  {summaryOf(node)}
                </span>
              </span>
              {todo.length > 0 && (
                <>
                  <Lamp tone="standby" />
                  <span className="sr-only">{todo.length} to do</span>
                </>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
