import { GraphFigure } from '@/components/workflows/graph-figure';
import { placeGraph } from '@/components/workflows/graph-layout';
import { PhrasedText } from '@/components/workflows/phrased-text';
import { Lamp } from '@/components/ui/lamp';
import type { Template } from '@/lib/workflows/templates/define';

/** The product itself: a sentence, and the graph that it is. Plays once, without script. */
export function Demo({ template }: { template: Template }) {
  const { edges } = template.graph;
  const { nodes } = placeGraph(template.graph);
  return (
    <figure
      data-animated=""
      className="overflow-hidden rounded-lg border bg-sheet"
      aria-labelledby="demo-caption"
    >
      <div className="flex items-center gap-3 border-b px-5 py-3 text-sm sm:px-7">
        <Lamp tone="standby" />
        <span className="font-medium">{template.name}</span>
        <span className="ml-auto cue-number text-faint">
          {nodes.length} nodes, {edges.length} edges
        </span>
      </div>
      <div className="grid lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
        <div className="flex items-center border-b px-5 py-10 sm:px-10 sm:py-14 lg:border-r lg:border-b-0">
          <p className="headline text-[clamp(1.75rem,3.4vw,2.5rem)] leading-[1.32]">
            <PhrasedText text={template.description} graph={template.graph} />
          </p>
        </div>
        <div className="flex justify-center bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] [background-size:20px_20px] px-5 py-10 sm:px-10">
          <GraphFigure
            graph={template.graph}
            animated
            label={`The same as a graph: ${nodes.map(({ label }) => label).join(', ')}.`}
          />
        </div>
      </div>
      <figcaption id="demo-caption" className="border-t px-5 py-3 text-sm text-faint sm:px-7">
        One of the workflows that you can start from. Each numbered phrase is a node.
      </figcaption>
    </figure>
  );
}
