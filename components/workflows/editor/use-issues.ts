'use client';

import { useDeferredValue, useMemo } from 'react';
import type { Graph } from '@/lib/workflows/graph/schema';
import { validateGraph } from '@/lib/workflows/graph/validate';

/** What is missing in a graph, as a list and by step. Typing comes first: it may be said a moment later. */
export function useIssues(graph: Graph) {
  const settled = useDeferredValue(graph);
  const issues = useMemo(() => validateGraph(settled), [settled]);
  const problems = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const { nodeId, message } of issues) {
      if (nodeId !== null) found.set(nodeId, [...(found.get(nodeId) ?? []), message]);
    }
    return found;
  }, [issues]);
  return { issues, problems };
}
