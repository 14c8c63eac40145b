'use client';

import { useActionState, useEffect, useRef, type RefObject } from 'react';
import { idleForm, type FormAction, type FormState } from './form-state';

interface FormHandle {
  state: FormState;
  send: (data: FormData) => void;
  isPending: boolean;
  form: RefObject<HTMLFormElement | null>;
  /** Name of the field to look at first; null when no single one is to blame. */
  firstRefused: string | null;
}

/**
 * A form bound to a server action. When the action refuses, the first refused field takes the
 * focus, or the summary where the form as a whole was refused.
 */
export function useFormAction(action: FormAction): FormHandle {
  const [state, send, isPending] = useActionState(action, idleForm);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.outcome !== 'refused') return;
    const target = form.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [role="alert"]',
    );
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? target)?.focus();
  }, [state]);
  return { state, send, isPending, form, firstRefused: Object.keys(state.fields)[0] ?? null };
}
