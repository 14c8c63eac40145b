'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { FieldLabel, FieldNote, TextField } from '@/components/forms/text-field';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import { useCommandState } from './command-state';

/** A line of text in a `CommandForm`. */
export function CommandField(
  props: Omit<ComponentProps<typeof TextField>, 'state' | 'isFirstRefused'>,
) {
  const { state, firstRefused } = useCommandState();
  return <TextField {...props} state={state} isFirstRefused={firstRefused === props.name} />;
}

interface Option {
  value: string;
  label: string;
}

interface CommandSelectProps {
  label: string;
  name: string;
  options: readonly Option[];
  initial?: string;
  help?: ReactNode;
  className?: string;
}

/** One of a few in a `CommandForm`. */
export function CommandSelect({
  label,
  name,
  options,
  initial,
  help,
  className,
}: CommandSelectProps) {
  const id = useId();
  const { state } = useCommandState();
  const problem = state.fields[name];
  return (
    <div className={className}>
      <FieldLabel id={id} optional={false}>
        {label}
      </FieldLabel>
      <select
        id={id}
        name={name}
        // React puts a form back to its beginning when its action answers: what was chosen is that.
        key={state.attempt}
        defaultValue={state.values[name] ?? initial}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-note`}
        className={cn(inputStyle, 'h-10')}
      >
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} problem={problem} help={help} />
    </div>
  );
}

interface CommandChecksProps {
  legend: string;
  name: string;
  options: readonly Option[];
  /** Ticked from the start. */
  initial?: readonly string[];
}

/** Some of several in a `CommandForm`; each ticked one is sent under the same name. */
export function CommandChecks({ legend, name, options, initial = [] }: CommandChecksProps) {
  const id = useId();
  const { state } = useCommandState();
  const problem = state.fields[name];
  return (
    <fieldset aria-describedby={`${id}-note`}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {options.map(({ value, label }) => (
          <label key={value} className="flex min-h-8 items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={initial.includes(value)}
              aria-invalid={problem !== undefined || undefined}
              className="size-4 shrink-0 accent-(--lamp)"
            />
            {label}
          </label>
        ))}
      </div>
      <FieldNote id={`${id}-note`} problem={problem} />
    </fieldset>
  );
}
