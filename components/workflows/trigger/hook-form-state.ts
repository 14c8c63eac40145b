import type { FormState } from '@/components/forms/form-state';

/** What making a secret address answers; the address itself is here this once. */
export interface HookFormState extends FormState {
  url: string | null;
}

export type HookFormAction = (previous: HookFormState, data: FormData) => Promise<HookFormState>;
