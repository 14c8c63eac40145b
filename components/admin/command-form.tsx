import type { ReactNode } from 'react';
import type { FormAction } from '@/components/forms/form-state';
import { CommandFormFields } from './command-form-fields';

export interface CommandFormProps {
  /** A server action that runs one command. */
  action: FormAction;
  /** On the button: verb and object, such as "Cancel subscription". */
  submit: string;
  /** Sent along as they are; the server checks them like everything else. */
  hidden?: Readonly<Record<string, string>>;
  /** The fields; `CommandField` and its kin show what was refused. */
  children?: ReactNode;
  /** How the fields are called on the page, by their names. */
  labels?: Readonly<Record<string, string>>;
  /** For what cannot be undone: the object's id, name, code or address, which has to be typed. */
  confirm?: string;
  /** Folds the form away behind these words. */
  fold?: string;
  help?: ReactNode;
  /** Shows what the action answered, to be copied, under these words: a key, a link. */
  resultLabel?: string;
  isPrimary?: boolean;
}

/**
 * A form that runs a command; works without a script. What it sends is done once: the id that it
 * carries is new for every rendering and every answered attempt, and the same for every repetition.
 */
export function CommandForm(props: CommandFormProps) {
  return <CommandFormFields {...props} runId={crypto.randomUUID()} />;
}
