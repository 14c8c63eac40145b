'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { FormState } from './form-state';

interface TextFieldProps extends Omit<
  ComponentProps<'input'>,
  'id' | 'name' | 'defaultValue' | 'value' | 'onChange'
> {
  label: string;
  name: string;
  state: FormState;
  /** What stands in the field before anything was typed. */
  initial?: string;
  help?: ReactNode;
  /** Takes the focus when the page comes back refused before React has arrived. */
  isFirstRefused?: boolean;
  /** Says "optional" beside the label; for forms in which something is required. */
  saysOptional?: boolean;
}

/** One line of text: label above, help below, the refusal in the help's place. */
export function TextField({
  label,
  name,
  state,
  initial = '',
  help,
  isFirstRefused = false,
  saysOptional = true,
  className,
  ...input
}: TextFieldProps) {
  const id = useId();
  const problem = state.fields[name];
  return (
    <div className={className}>
      <FieldLabel id={id} optional={saysOptional && input.required !== true}>
        {label}
      </FieldLabel>
      <input
        {...input}
        id={id}
        name={name}
        defaultValue={state.values[name] ?? initial}
        autoFocus={isFirstRefused}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-note`}
        className={cn(inputStyle, 'h-10')}
      />
      <FieldNote id={`${id}-note`} problem={problem} help={help} />
    </div>
  );
}

export function FieldLabel({
  id,
  optional,
  children,
}: {
  id: string;
  optional: boolean;
  children: ReactNode;
}) {
  return (
    <label htmlFor={id} className="mb-1.5 flex items-baseline gap-2 text-sm font-medium">
      {children}
      {optional && <span className="font-normal text-faint">optional</span>}
    </label>
  );
}

interface FieldNoteProps {
  id: string;
  problem: string | undefined;
  help?: ReactNode;
}

export function FieldNote({ id, problem, help }: FieldNoteProps) {
  return (
    <p
      id={id}
      className={cn(
        'mt-1.5 text-sm empty:hidden',
        problem === undefined ? 'text-faint' : 'text-red',
      )}
    >
      {problem ?? help}
    </p>
  );
}
