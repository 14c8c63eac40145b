'use client';

import { useActionState, useEffect, useRef, type ReactNode } from 'react';
import { idleForm, type FormAction } from './form-state';
import { FormProblem } from './form-problem';

interface ActionFormProps {
  action: FormAction;
  children: ReactNode;
  className?: string;
  /** The form's name for people who hear the page. */
  label?: string;
}

/** A form whose fields cannot be wrong, such as a row of buttons: it shows only what went wrong. */
export function ActionForm({ action, children, className, label }: ActionFormProps) {
  const [state, send] = useActionState(action, idleForm);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.outcome === 'refused') problem.current?.focus();
  }, [state]);
  return (
    <form action={send} className={className} aria-label={label}>
      {state.outcome === 'refused' && <FormProblem ref={problem} message={state.message} />}
      {children}
    </form>
  );
}
