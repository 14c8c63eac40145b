'use client';

import { Button } from '@/components/ui/button';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import { notesOf } from '@/lib/workflows/graph/notes';
import { Lamp } from '@/components/ui/lamp';
import { useEditor } from './editor-context';
import { labelOf } from './steps';

/** At a step: what its words left open, until somebody has dealt with it. */
export function StepNotes({ node }: { node: GraphNode }) {
  const { dispatch, announce } = useEditor();
  const notes = notesOf(node);
  if (notes.length === 0) return null;
  return (
    <section aria-label="From your words" className="rounded bg-lamp-wash p-3 text-sm">
      <ul className="space-y-2">
        {notes.map(({ field, message }, index) => (
          // Notes have no identity but their place.
          <li key={JSON.stringify([index, field])} className="break-words">
            {message}
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-3"
        onClick={() => {
          dispatch({ type: 'set', nodeId: node.id, field: 'notes', value: undefined });
          dispatch({ type: 'settle' });
          announce('The notes are taken away. Undo brings them back.');
        }}
      >
        I have looked at it
      </Button>
    </section>
  );
}

interface NoteListProps {
  graph: Graph;
  onChoose: (nodeId: string) => void;
}

/** Everything that the words of a workflow left open, each entry leading to its step. */
export function NoteList({ graph, onChoose }: NoteListProps) {
  const notes = graph.nodes.flatMap((node) =>
    notesOf(node).map((note) => ({ ...note, nodeId: node.id, label: labelOf(node) })),
  );
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="from-words">
      <h2 id="from-words" className="mb-3 font-medium">
        From your words, {notes.length}
      </h2>
      <ul className="space-y-1">
        {notes.map(({ nodeId, label, message }, index) => (
          // Notes have no identity but their place.
          <li key={JSON.stringify([nodeId, index])} className="text-sm">
            <button
              type="button"
              onClick={() => onChoose(nodeId)}
              className="flex w-full gap-2.5 rounded-sm px-2 py-1.5 text-left hover:bg-wing focus-visible:-outline-offset-2"
            >
              <Lamp tone="standby" className="mt-1.5" />
              <span className="min-w-0 break-words">
                <span className="block font-medium">{label}</span>
                <span className="text-soft">{message}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
