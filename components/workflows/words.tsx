import { placeGraph, type DrawableGraph } from './graph-layout';
import { PhrasedText } from './phrased-text';

/** A workflow in words: its description with each node's words marked, and the nodes in order. */
export function Words({ description, graph }: { description: string; graph: DrawableGraph }) {
  const { nodes } = placeGraph(graph);
  return (
    <div>
      {description !== '' && (
        <p className="headline text-[1.625rem] leading-[1.4] break-words">
          <PhrasedText text={description} graph={graph} />
        </p>
      )}
      {nodes.length > 0 && (
        <ol className="mt-6 border-t text-sm">
          {nodes.map((node, index) => (
            <li
              key={node.id}
              className="grid grid-cols-[2.5rem_minmax(0,1fr)_auto] items-baseline gap-3 border-b py-2.5"
            >
              <span className="cue-number text-faint">Q{index + 1}</span>
              <span className="break-words">{node.label}</span>
              <code className="font-mono text-xs text-faint">{node.type}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
