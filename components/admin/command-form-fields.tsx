'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { FormSummary } from '@/components/forms/form-summary';
import type { FormState } from '@/components/forms/form-state';
import { TextField } from '@/components/forms/text-field';
import { useFormAction } from '@/components/forms/use-form-action';
import { CopyResult } from '@/components/ui/copy-result';
import { ChevronRightIcon } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CommandFormProps } from './command-form';
import { CommandState } from './command-state';

interface CommandFormFieldsProps extends CommandFormProps {
  /** New whenever the server has rendered the page. */
  runId: string;
}

/** The part of `CommandForm` that runs in the browser. */
export function CommandFormFields({ runId, fold, ...props }: CommandFormFieldsProps) {
  const { action, submit, hidden = {}, children, labels = {}, confirm, help } = props;
  const { state, send, form, firstRefused } = useFormAction(action);
  // An answer to be copied must not be folded away: it is not shown again.
  const close = useCloseWhenDone(runId, form, props.resultLabel === undefined);
  const body = (
    <form
      ref={form}
      action={send}
      onSubmit={close}
      className="space-y-5"
      aria-label={fold ?? submit}
    >
      {help !== undefined && <p className="max-w-prose text-sm text-soft">{help}</p>}
      <FormSummary state={toSummary(state)} labels={{ ...labels, confirm: 'Confirmation' }} />
      <input type="hidden" name="run" value={`${runId}.${state.attempt}`} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <CommandState value={{ state, firstRefused }}>{children}</CommandState>
      {confirm !== undefined && <ConfirmField state={toSummary(state)} words={confirm} />}
      {state.outcome === 'done' && props.resultLabel !== undefined && (
        <CopyResult label={props.resultLabel} text={state.message} />
      )}
      <SubmitButton variant={lookOf(props)}>{submit}</SubmitButton>
    </form>
  );
  if (fold === undefined) return body;
  return (
    <Fold words={fold} isOpen={state.outcome !== 'idle'}>
      {body}
    </Fold>
  );
}

function lookOf({ confirm, isPrimary = false }: CommandFormProps) {
  if (confirm !== undefined) return 'danger';
  return isPrimary ? 'primary' : 'secondary';
}

/** A missing confirmation is a refused field like any other. */
function toSummary(state: FormState): FormState {
  if (state.code !== 'confirmation_required') return state;
  return { ...state, fields: { confirm: 'Type it exactly as it is shown' } };
}

function ConfirmField({ state, words }: { state: FormState; words: string }) {
  return (
    <TextField
      label="Confirmation"
      name="confirm"
      state={{ ...state, values: {} }}
      required
      autoComplete="off"
      spellCheck={false}
      className="max-w-md"
      help={
        <>
          This cannot be undone. Type <code className="font-mono text-ink select-all">{words}</code>{' '}
          to do it.
        </>
      }
    />
  );
}

/** One line that opens; also without a script, and open by itself when the form has an answer. */
function Fold({
  words,
  isOpen,
  children,
}: {
  words: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  return (
    <details open={isOpen || undefined} className="group border-b last:border-b-0">
      <summary className="flex min-h-12 list-none items-center gap-2 px-4 py-2.5 text-sm font-medium hover:bg-paper [&::-webkit-details-marker]:hidden">
        <ChevronRightIcon className="size-4 shrink-0 text-faint transition-transform group-open:rotate-90" />
        {words}
      </summary>
      <div className="px-4 pt-2 pb-5 sm:pl-10">{children}</div>
    </details>
  );
}

/** A command that was done brings a new page: whatever the form was folded into closes again. */
function useCloseWhenDone(
  runId: string,
  form: { current: HTMLFormElement | null },
  isClosing: boolean,
) {
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current && isClosing) form.current?.closest('details')?.removeAttribute('open');
    sent.current = false;
  }, [runId, form, isClosing]);
  return () => {
    sent.current = true;
  };
}
