import type { CSSProperties } from 'react';
import { placeGraph, type DrawableGraph } from './graph-layout';
import { splitPhrases } from './phrases';

/** A description in which the words of each node are underlined and numbered like the graph. */
export function PhrasedText({ text, graph }: { text: string; graph: DrawableGraph }) {
  const { nodes } = placeGraph(graph);
  const parts = splitPhrases(
    text,
    nodes.map((node) => node.phrase),
  );
  return parts.map((part, index) =>
    part.node === null ? (
      part.text
    ) : (
      <span key={`${index}-${part.node}`}>
        <span className="phrase" style={order(part.node)}>
          {part.text}
        </span>
        <span className="ml-[0.2em] align-super cue-number text-[0.65rem] leading-none text-faint">
          Q{part.node + 1}
        </span>
      </span>
    ),
  );
}

function order(index: number): CSSProperties {
  const custom: Record<string, string | number> = { '--order': index };
  return custom;
}
