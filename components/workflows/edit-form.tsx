'use client';

import type { FormAction, FormState } from '@/components/forms/form-state';
import { FormProblem } from '@/components/forms/form-problem';
import { FormSummary } from '@/components/forms/form-summary';
import { TextAreaField } from '@/components/forms/text-area-field';
import { TextField } from '@/components/forms/text-field';
import { useDoneToast } from '@/components/forms/use-done-toast';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';

const labels = { name: 'Name', description: 'Description' } as const;

interface EditFormProps {
  action: FormAction;
  workflow: { id: string; name: string; description: string; version: number };
}

/** Renames a workflow and changes its words. Says so when it was changed elsewhere meanwhile. */
export function EditForm({ action, workflow }: EditFormProps) {
  const { state, send, form, firstRefused } = useFormAction(action);
  useDoneToast(state);
  return (
    <form ref={form} action={send} noValidate aria-label="Workflow">
      {state.code !== 'conflict' && <FormSummary state={state} labels={labels} />}
      <input type="hidden" name="id" value={workflow.id} />
      {/* After a conflict the page shows the newer version, but what was typed began on the old. */}
      <input type="hidden" name="version" value={state.values.version ?? workflow.version} />
      <TextField
        label={labels.name}
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        state={state}
        initial={workflow.name}
        isFirstRefused={firstRefused === 'name'}
      />
      <TextAreaField
        label={labels.description}
        name="description"
        maxLength={2000}
        rows={4}
        state={state}
        initial={workflow.description}
        isFirstRefused={firstRefused === 'description'}
        className="mt-5"
      />
      <SubmitButton variant="primary" className="mt-5">
        Save changes
      </SubmitButton>
      {/* Below the form's own button, which the Enter key presses: nobody overwrites by accident. */}
      {state.code === 'conflict' && <Conflict state={state} id={workflow.id} />}
    </form>
  );
}

/** Somebody, or another tab, was faster. Nothing is lost either way; the reader decides. */
function Conflict({ state, id }: { state: FormState; id: string }) {
  return (
    <FormProblem message={state.message} place="below">
      <div className="flex flex-wrap gap-3 pt-1">
        <SubmitButton name="overwrite" value="yes" size="sm">
          Save mine over it
        </SubmitButton>
        {/* A plain link: the page starts over, with what is stored now. */}
        <a
          href={`/workflows/${id}`}
          className="inline-flex h-9 items-center rounded px-2 underline underline-offset-4"
        >
          Show the newer one
        </a>
      </div>
    </FormProblem>
  );
}
