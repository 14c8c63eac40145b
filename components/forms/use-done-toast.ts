'use client';

import { useEffect } from 'react';
import { toast } from 'sonner';
import type { FormState } from './form-state';

/** Says in passing that a form's action went well. */
export function useDoneToast(state: FormState) {
  useEffect(() => {
    if (state.outcome === 'done') toast.success(state.message);
  }, [state]);
}
