'use client';

import { useId } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import type { FieldMeta } from '@/lib/workflows/nodes/field';
import { FieldFrame } from './field-frame';
import { RowsControl, toRows } from './rows-control';
import { TextControl } from './text-control';
import type { ValueGroup } from './values';

type Json = GraphNode['data'][string];

interface StepFieldProps {
  meta: FieldMeta;
  value: Json | undefined;
  /** By path inside the field; `''` is the field as a whole. */
  problems: ReadonlyMap<string, string>;
  values: readonly ValueGroup[];
  onChange: (value: Json | undefined) => void;
  onSettle: () => void;
}

/** One setting of a step, with the control that its declaration names. */
export function StepField({ meta, value, problems, values, onChange, onSettle }: StepFieldProps) {
  const id = useId();
  const { label, help, placeholder, control, options } = meta;
  const problem = problems.get('') ?? null;
  switch (control) {
    case 'text':
    case 'textarea':
    case 'expression':
      return (
        <TextControl
          {...{ id, label, help, placeholder, problem, onChange, onSettle }}
          value={typeof value === 'string' ? value : ''}
          rows={control === 'textarea' ? 4 : control === 'expression' && !meta.isTemplate ? 3 : 1}
          isCode={control === 'expression'}
          insert={
            meta.isTemplate || control === 'expression'
              ? { groups: values, withBraces: meta.isTemplate === true }
              : null
          }
        />
      );
    case 'number':
      return (
        <FieldFrame {...{ id, label, help, problem }} isMissing={value === undefined}>
          <input
            id={id}
            type="number"
            value={typeof value === 'number' ? value : ''}
            aria-invalid={problem !== null || undefined}
            aria-describedby={`${id}-note`}
            onBlur={onSettle}
            onChange={({ target }) =>
              onChange(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)
            }
            className={cn(inputStyle, 'h-10')}
          />
        </FieldFrame>
      );
    case 'select':
      return (
        <FieldFrame {...{ id, label, help, problem }} isMissing={false}>
          <select
            id={id}
            value={typeof value === 'string' ? value : ''}
            aria-describedby={`${id}-note`}
            onChange={({ target }) => onChange(target.value)}
            onBlur={onSettle}
            className={cn(inputStyle, 'h-10')}
          >
            {options?.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </FieldFrame>
      );
    case 'switch':
      return (
        <label className="flex items-start gap-3 text-sm">
          <input
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => onChange(target.checked)}
            className="mt-1 size-4 accent-amber"
          />
          <span>
            <span className="block font-medium">{label}</span>
            <span className="text-xs text-faint">{help}</span>
          </span>
        </label>
      );
    case 'pairs':
    case 'conditions':
    case 'cases':
      return (
        <RowsControl
          kind={control}
          {...{ label, help, problems, values, onSettle, onChange }}
          rows={toRows(value)}
        />
      );
  }
}
