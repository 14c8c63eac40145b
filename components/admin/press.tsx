'use client';

import { useActionState, useEffect, useRef } from 'react';
import { FormProblem } from '@/components/forms/form-problem';
import { idleForm, type FormAction } from '@/components/forms/form-state';
import { useDoneToast } from '@/components/forms/use-done-toast';
import type { ButtonStyle } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';

interface PressProps extends Pick<ButtonStyle, 'variant'> {
  /** A server action that runs one command. */
  action: FormAction;
  children: string;
  /** Read to people instead of the words on it, where several buttons have the same. */
  label?: string;
  hidden?: Readonly<Record<string, string>>;
}

/** A command behind one button: nothing to fill in, and nothing that cannot be undone. */
export function Press({ action, children, label, hidden = {}, variant }: PressProps) {
  const [state, send] = useActionState(action, idleForm);
  const problem = useRef<HTMLDivElement>(null);
  useDoneToast(state);
  useEffect(() => {
    if (state.outcome === 'refused') problem.current?.focus();
  }, [state]);
  return (
    <form action={send} className="relative space-y-2">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.outcome === 'refused' && <FormProblem ref={problem} message={state.message} />}
      <SubmitButton size="sm" variant={variant} {...(label !== undefined && { label })}>
        {children}
      </SubmitButton>
    </form>
  );
}
