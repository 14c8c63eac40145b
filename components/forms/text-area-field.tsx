'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { FormState } from './form-state';
import { FieldLabel, FieldNote } from './text-field';

interface TextAreaFieldProps extends Omit<
  ComponentProps<'textarea'>,
  'id' | 'name' | 'defaultValue' | 'value' | 'onChange'
> {
  label: string;
  name: string;
  state: FormState;
  initial?: string;
  help?: ReactNode;
  isFirstRefused?: boolean;
  /** Says "optional" beside the label; for forms in which something is required. */
  saysOptional?: boolean;
  /** For the text itself, such as a fixed-width face. */
  inputClassName?: string;
}

/** Several lines of text. */
export function TextAreaField({
  label,
  name,
  state,
  initial = '',
  help,
  isFirstRefused = false,
  saysOptional = true,
  className,
  inputClassName,
  ...input
}: TextAreaFieldProps) {
  const id = useId();
  const problem = state.fields[name];
  return (
    <div className={className}>
      <FieldLabel id={id} optional={saysOptional && input.required !== true}>
        {label}
      </FieldLabel>
      <textarea
        rows={4}
        {...input}
        id={id}
        name={name}
        defaultValue={state.values[name] ?? initial}
        autoFocus={isFirstRefused}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-note`}
        className={cn(inputStyle, 'field-sizing-content min-h-24 py-2.5', inputClassName)}
      />
      <FieldNote id={`${id}-note`} problem={problem} help={help} />
    </div>
  );
}
