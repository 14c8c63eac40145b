'use client';

import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import { FieldFrame } from './field-frame';
import { useValueMenu } from './value-menu';
import type { ValueGroup } from './values';

interface TextControlProps {
  id: string;
  label: string;
  help?: string | undefined;
  placeholder?: string | undefined;
  value: string;
  problem: string | null;
  /** How many lines it has at least; one for an input. */
  rows: number;
  isCode: boolean;
  /** What may be inserted, and whether between braces; null where nothing is computed. */
  insert: { groups: readonly ValueGroup[]; withBraces: boolean } | null;
  onChange: (value: string) => void;
  onSettle: () => void;
}

/** Words, with earlier outputs to insert where they are computed. */
export function TextControl(props: TextControlProps) {
  const { id, label, help, placeholder, value, problem, rows, isCode, insert } = props;
  const { onChange, onSettle } = props;
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const { button, menu } = useValueMenu({
    label,
    groups: insert?.groups ?? [],
    withBraces: insert?.withBraces ?? false,
    control: rows > 1 ? area : input,
    onInsert: onChange,
  });
  const isMissing = value.trim() === '';
  const shared = {
    id,
    value,
    placeholder,
    spellCheck: !isCode,
    autoComplete: 'off',
    'aria-invalid': (problem !== null && !isMissing) || undefined,
    'aria-describedby': `${id}-note`,
    onBlur: onSettle,
  } as const;
  const look = cn(
    inputStyle,
    isCode && 'font-mono text-sm',
    isMissing && problem && 'border-amber',
  );
  return (
    <FieldFrame {...{ id, label, help, problem, isMissing }} aside={button}>
      {rows > 1 ? (
        <textarea
          {...shared}
          ref={area}
          rows={rows}
          onChange={(event) => onChange(event.target.value)}
          className={cn(look, 'block py-2')}
        />
      ) : (
        <input
          {...shared}
          ref={input}
          onChange={(event) => onChange(event.target.value)}
          className={cn(look, 'h-10')}
        />
      )}
      {menu}
    </FieldFrame>
  );
}
