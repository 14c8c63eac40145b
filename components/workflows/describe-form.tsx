'use client';

import type { FormAction } from '@/components/forms/form-state';
import { TextAreaField } from '@/components/forms/text-area-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { NewWorkflowProblem } from './new-workflow-problem';

const labels = { words: 'Say it in words' } as const;

const examples = [
  'When a payment fails, wait two days, then email the customer and tell our webhook.',
  'Every weekday at 9, get https://api.example.com/orders and email the list to me@example.com.',
  'When a webhook arrives, if the amount is over 100 dollars, email the boss, otherwise call https://api.example.com/log.',
];

/** A new workflow out of words: it is drawn and opened, with what had no place in it noted at its steps. */
export function DescribeForm({ action }: { action: FormAction }) {
  const { state, send, form, firstRefused } = useFormAction(action);
  const fill = (words: string) => {
    const field = form.current?.querySelector('textarea');
    if (!field) return;
    field.value = words;
    field.focus();
  };
  return (
    <form ref={form} action={send} noValidate aria-label="From words" className="max-w-2xl">
      <NewWorkflowProblem state={state} labels={labels} />
      <TextAreaField
        label={labels.words}
        name="words"
        required
        maxLength={2000}
        state={state}
        isFirstRefused={firstRefused === 'words'}
        help="What starts it, what happens then, and on what conditions. What is not understood is told, not guessed."
      />
      <SubmitButton variant="primary" className="mt-5">
        Draw the workflow
      </SubmitButton>
      <Examples onChoose={fill} />
    </form>
  );
}

/** Sentences to begin with; choosing one writes it, for changing it. */
function Examples({ onChoose }: { onChoose: (words: string) => void }) {
  return (
    <div className="mt-8">
      <p className="text-sm font-medium">Or change one of these</p>
      <ul className="mt-2 space-y-1.5">
        {examples.map((words) => (
          <li key={words}>
            <button
              type="button"
              onClick={() => onChoose(words)}
              className="w-full rounded border border-dashed border-edge px-3 py-2 text-left text-sm text-soft hover:border-solid hover:bg-sheet hover:text-ink"
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
