'use client';

import { useDeferredValue, useMemo } from 'react';
import { notesOf } from '@/lib/workflows/graph/notes';
import type { Graph } from '@/lib/workflows/graph/schema';
import { validateGraph } from '@/lib/workflows/graph/validate';

/**
 * What is missing in a graph, as a list and by step, where what its words left open stands as well.
 *Typing comes first: it may be said a moment later.
 */
export function useIssues(graph: Graph) {
  const settled = useDeferredValue(graph);
  const issues = useMemo(() => validateGraph(settled), [settled]);
  const problems = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const { nodeId, message } of issues) {
      if (nodeId !== null) found.set(nodeId, [...(found.get(nodeId) ?? []), message]);
    }
    for (const node of settled.nodes) {
      const notes = notesOf(node).map(({ message }) => message);
      if (notes.length > 0) found.set(node.id, [...(found.get(node.id) ?? []), ...notes]);
    }
    return found;
  }, [issues, settled]);
  const todo = useMemo(() => {
    const notes = settled.nodes.reduce((sum, node) => sum + notesOf(node).length, 0);
    return issues.length + notes;
  }, [issues, settled]);
  return { issues, problems, todo };
}
