import type { FormAction } from '@/components/forms/form-state';
import { ActionForm } from '@/components/forms/action-form';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { Section } from '@/components/layout/section';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Feature } from '@/lib/catalog/schema';
import type { Workflow } from '@/lib/workflows/schema';
import { DuplicatePanel } from './duplicate-panel';
import { EditForm } from './edit-form';
import { ExportPanel } from './export-panel';
import { GraphFigure } from './graph-figure';
import { placeGraph } from './graph-layout';
import { JsonView } from './json-view';
import { Words } from './words';

interface WorkflowDetailProps {
  workflow: Workflow;
  features: readonly Feature[];
  locale: string;
  actions: { update: FormAction; duplicate: FormAction; remove: FormAction };
}

/** One workflow: words and graph side by side, then what can be done with it. */
export function WorkflowDetail({ workflow, features, locale, actions }: WorkflowDetailProps) {
  const { id, name, nodeData } = workflow;
  return (
    <article>
      <Breadcrumbs parents={[{ href: '/workflows', label: 'Workflows' }]} current={name} />
      <h1 className="headline text-2xl break-words">{name}</h1>
      <p className="mt-2 text-sm text-faint">
        Version {workflow.version}, changed on{' '}
        <LocalDate value={workflow.updatedAt} locale={locale} withTime />
      </p>
      <WordsAndGraph workflow={workflow} />
      <Section title="Edit" help="The graph stays as it is.">
        <EditForm action={actions.update} workflow={workflow} />
      </Section>
      <Section title="JSON" help="The graph as it is stored. Programs change it through the API.">
        <JsonView value={nodeData} label="JSON of the graph" />
      </Section>
      <Section title="Export" help="Name, words and graph in one file.">
        <ExportPanel
          feature="export"
          isUnlocked={features.includes('export')}
          href={`/api/workflows/${id}/export`}
          label="Export JSON"
        />
      </Section>
      <Section title="Duplicate" help="A copy to change, beside this one.">
        <DuplicatePanel
          action={actions.duplicate}
          id={id}
          isUnlocked={features.includes('duplicate')}
        />
      </Section>
      <Section title="Delete" help="For good; there is no bin.">
        <ConfirmDialog
          variant="danger-quiet"
          trigger="Delete workflow"
          title={`Delete "${name}"?`}
          text="Its words and its graph are gone for good. Nothing else is touched."
        >
          <ActionForm action={actions.remove} label="Delete workflow">
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="danger">Delete for good</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      </Section>
    </article>
  );
}

function WordsAndGraph({ workflow }: { workflow: Workflow }) {
  const { description, nodeData } = workflow;
  const labels = placeGraph(nodeData).nodes.map((node) => node.label);
  if (description === '' && labels.length === 0) {
    return (
      <p className="my-10 rounded border border-dashed p-6 text-sm text-soft">
        No words and no nodes yet. Say below what should happen; the graph comes in through the API,
        or with a new workflow made from JSON.
      </p>
    );
  }
  return (
    <div className="my-10 grid overflow-hidden rounded border bg-sheet lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <div className="p-6 sm:p-8">
        <Words description={description} graph={nodeData} />
      </div>
      <div className="flex items-center justify-center border-t bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] [background-size:20px_20px] p-6 lg:border-t-0 lg:border-l">
        {labels.length > 0 ? (
          <GraphFigure graph={nodeData} label={`The graph: ${labels.join(', ')}.`} />
        ) : (
          <p className="text-sm text-faint">No nodes yet.</p>
        )}
      </div>
    </div>
  );
}
