'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import { useEditor } from './editor-context';
import { RemoveIcon } from './icons';
import { handlesOf, labelOf, refuseConnection } from './steps';

interface NextStepsProps {
  graph: Graph;
  node: GraphNode;
}

/** The ways out of a step in words: where each leads, cut or connected without a pointer. */
export function NextSteps({ graph, node }: NextStepsProps) {
  const ways = handlesOf(node) ?? [null];
  return (
    <section aria-label="Next steps" className="space-y-4 border-t pt-5">
      {ways.map((way) => (
        <Way
          key={way?.id ?? ''}
          graph={graph}
          node={node}
          handle={way?.id ?? null}
          label={way === null ? 'Then' : `${way.label}, then`}
        />
      ))}
    </section>
  );
}

interface WayProps extends NextStepsProps {
  handle: string | null;
  label: string;
}

function Way({ graph, node, handle, label }: WayProps) {
  const { dispatch, announce } = useEditor();
  const id = useId();
  const edges = graph.edges.filter(
    ({ source, sourceHandle }) => source === node.id && (sourceHandle ?? null) === handle,
  );
  const nodes = new Map(graph.nodes.map((each) => [each.id, each]));
  const nameOf = (nodeId: string) => {
    const target = nodes.get(nodeId);
    return target === undefined ? nodeId : labelOf(target);
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <ul className="mb-2 space-y-1.5 empty:hidden">
        {edges.map((edge) => (
          <li
            key={edge.id}
            className="flex items-center gap-1 rounded border bg-paper pl-3 text-sm"
          >
            <button
              type="button"
              onClick={() => dispatch({ type: 'select', nodes: [edge.target], edges: [] })}
              className="min-w-0 flex-1 truncate rounded py-1.5 text-left underline-offset-4 hover:underline"
            >
              {nameOf(edge.target)}
            </button>
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Cut the connection to ${nameOf(edge.target)}`}
              className="w-9 !px-0"
              onClick={() => {
                dispatch({ type: 'remove', nodes: [], edges: [edge.id] });
                announce('The connection is cut.');
              }}
            >
              <RemoveIcon className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <TargetChoice id={id} graph={graph} node={node} handle={handle} nameOf={nameOf} />
    </div>
  );
}

interface TargetChoiceProps extends Omit<WayProps, 'label'> {
  id: string;
  nameOf: (nodeId: string) => string;
}

/** Steps that this way may lead to. Worked out once somebody turns to the choice: the rules look at every step. */
function TargetChoice({ id, graph, node, handle, nameOf }: TargetChoiceProps) {
  const { dispatch, announce } = useEditor();
  const [isAsked, setIsAsked] = useState(false);
  const ask = () => setIsAsked(true);
  const targets = isAsked
    ? graph.nodes.filter((each) => refuseConnection(graph, node.id, each.id, handle) === null)
    : [];
  return (
    <select
      id={id}
      value=""
      onFocus={ask}
      onPointerDown={ask}
      onBlur={() => setIsAsked(false)}
      onChange={({ target }) => {
        dispatch({ type: 'connect', source: node.id, target: target.value, handle });
        announce(`Connected to ${nameOf(target.value)}.`);
      }}
      className={cn(inputStyle, 'h-10')}
    >
      <option value="">Connect to …</option>
      {targets.map((target) => (
        <option key={target.id} value={target.id}>
          {labelOf(target)} ({target.id})
        </option>
      ))}
      {isAsked && targets.length === 0 && <option disabled>No step that it may lead to</option>}
    </select>
  );
}
