'use client';

import { useEffect, useState } from 'react';
import type { Graph } from '@/lib/workflows/graph/schema';
import { Autosave, type SaveState, type Stored } from './autosave';
import { sendGraph } from './send-graph';

function later(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

/** Keeps a workflow's graph stored while it changes, and holds a closing page back until it is. */
export function useAutosave(id: string, stored: Stored, graph: Graph) {
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const [autosave] = useState(
    () =>
      new Autosave({
        stored,
        send: (next, version) => sendGraph(id, next, version),
        later,
        onState: setState,
      }),
  );
  useEffect(() => {
    autosave.change(graph);
  }, [autosave, graph]);
  useEffect(() => {
    const flush = () => autosave.flush();
    const flushHidden = () => {
      if (document.visibilityState === 'hidden') autosave.flush();
    };
    const holdBack = (event: BeforeUnloadEvent) => {
      if (autosave.isSaved) return;
      autosave.flush();
      event.preventDefault();
    };
    window.addEventListener('online', flush);
    document.addEventListener('visibilitychange', flushHidden);
    window.addEventListener('beforeunload', holdBack);
    return () => {
      window.removeEventListener('online', flush);
      document.removeEventListener('visibilitychange', flushHidden);
      window.removeEventListener('beforeunload', holdBack);
      // Another page of the product is shown: what is left is sent from behind it.
      autosave.flush();
    };
  }, [autosave]);
  return { autosave, state };
}
