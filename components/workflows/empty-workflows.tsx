import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import type { Template } from '@/lib/workflows/templates/define';
import { GraphFigure } from './graph-figure';

/** The first visit: what a workflow is, and the one thing to do. */
export function EmptyWorkflows({ template }: { template: Template }) {
  return (
    <div className="grid items-center gap-8 rounded border bg-sheet p-6 sm:grid-cols-[minmax(0,1fr)_15rem] sm:p-10">
      <div>
        <h2 className="headline text-xl">Nothing is standing by yet</h2>
        <p className="mt-3 text-soft">
          A workflow is a name, a sentence or two, and the graph they describe. Begin with an
          example and make it yours, or with an empty one.
        </p>
        <Link
          href="/workflows/new"
          className={buttonStyle({ variant: 'primary', className: 'mt-6' })}
        >
          Write the first one
        </Link>
      </div>
      <GraphFigure graph={template.graph} label={`An example: ${template.name}`} />
    </div>
  );
}
