import type { PlanId } from '@/lib/catalog/schema';

/** What a server action answers to the form that called it. */
export interface FormState {
  outcome: 'idle' | 'done' | 'refused';
  /** For the person: what happened, what is safe, what to do. */
  message: string;
  /** The refusal's code, for forms that react to one of them (a limit, a conflict). */
  code: string | null;
  /** Why a field was refused, by the field's name. */
  fields: Readonly<Record<string, string>>;
  /** What had been typed, so that a refused form comes back as it was sent. */
  values: Readonly<Record<string, string>>;
  upgradeTo: PlanId | null;
  /** Counts the answers, so that the same refusal twice is still announced twice. */
  attempt: number;
}

export type FormAction = (previous: FormState, data: FormData) => Promise<FormState>;

export const idleForm: FormState = {
  outcome: 'idle',
  message: '',
  code: null,
  fields: {},
  values: {},
  upgradeTo: null,
  attempt: 0,
};
