'use client';

import { createContext, useContext } from 'react';
import { idleForm, type FormState } from '@/components/forms/form-state';

interface CommandFormState {
  state: FormState;
  firstRefused: string | null;
}

/** What became of the form around a field. */
export const CommandState = createContext<CommandFormState>({
  state: idleForm,
  firstRefused: null,
});

export function useCommandState(): CommandFormState {
  return useContext(CommandState);
}
