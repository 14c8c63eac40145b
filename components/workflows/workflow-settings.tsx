import type { FormAction } from '@/components/forms/form-state';
import { ActionForm } from '@/components/forms/action-form';
import { Section } from '@/components/layout/section';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Feature } from '@/lib/catalog/schema';
import type { Workflow } from '@/lib/workflows/schema';
import { DuplicatePanel } from './duplicate-panel';
import { EditForm } from './edit-form';
import { ExportPanel } from './export-panel';
import { JsonView } from './json-view';

interface WorkflowSettingsProps {
  workflow: Workflow;
  features: readonly Feature[];
  actions: { update: FormAction; duplicate: FormAction; remove: FormAction };
}

/** What can be done with a workflow beside its steps. */
export function WorkflowSettings({ workflow, features, actions }: WorkflowSettingsProps) {
  const { id, name, nodeData } = workflow;
  return (
    // The bar above has a line already.
    <div className="[&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
      <Section title="Name and words" help="The steps stay as they are.">
        <EditForm action={actions.update} workflow={workflow} />
      </Section>
      <Section
        title="JSON"
        help="The steps as they are stored. Programs change them through the API."
      >
        <JsonView value={nodeData} label="JSON of the graph" />
      </Section>
      <Section title="Export" help="Name, words and steps in one file.">
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
          text="Its words, its steps and its versions are gone for good. Nothing else is touched."
        >
          <ActionForm action={actions.remove} label="Delete workflow">
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="danger">Delete for good</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      </Section>
    </div>
  );
}
