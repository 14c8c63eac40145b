'use client';

import type { FormAction } from '@/components/forms/form-state';
import { TextAreaField } from '@/components/forms/text-area-field';
import { TextField } from '@/components/forms/text-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { NewWorkflowProblem } from './new-workflow-problem';
import { StartingPoint } from './starting-point';

const labels = { name: 'Name', description: 'Description', json: 'JSON of a graph' } as const;

interface CreateFormProps {
  action: FormAction;
}

/** A new workflow: a name, words, and a graph to begin with. */
export function CreateForm({ action }: CreateFormProps) {
  const { state, send, form, firstRefused } = useFormAction(action);
  return (
    <form ref={form} action={send} noValidate aria-label="New workflow" className="max-w-2xl">
      <NewWorkflowProblem state={state} labels={labels} />
      <TextField
        label={labels.name}
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        placeholder="Follow up a failed payment"
        state={state}
        isFirstRefused={firstRefused === 'name'}
      />
      <TextAreaField
        label={labels.description}
        name="description"
        maxLength={2000}
        state={state}
        isFirstRefused={firstRefused === 'description'}
        help="What should happen, and when. For you to remember: nothing is drawn from it."
        className="mt-5"
      />
      <StartingPoint chosen={state.values.start ?? 'empty'} />
      <TextAreaField
        label={labels.json}
        name="json"
        required
        state={state}
        isFirstRefused={firstRefused === 'json'}
        spellCheck={false}
        help="A file that Cue exported, or an object with nodes and edges."
        className="mt-5 hidden [form:has([value=json]:checked)_&]:block"
        inputClassName="font-mono"
      />
      <SubmitButton variant="primary" className="mt-8">
        Create workflow
      </SubmitButton>
    </form>
  );
}
