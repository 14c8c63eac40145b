'use client';

import { useId, useRef, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { PlusIcon } from '@/components/ui/icons';
import { inputStyle } from '@/components/ui/input';
import { isUnary, operatorLabels } from '@/lib/workflows/nodes/condition';
import { FieldProblem } from './field-frame';
import { RemoveIcon } from './icons';
import { useValueMenu } from './value-menu';
import type { ValueGroup } from './values';

/** A row as it is kept; what is no text in it is shown as none. */
export type Row = Record<string, string>;

export function toRows(value: unknown): Row[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: unknown) =>
    typeof row === 'object' && row !== null
      ? Object.fromEntries(
          Object.entries(row).map(([name, text]) => [name, typeof text === 'string' ? text : '']),
        )
      : {},
  );
}

interface RowsControlProps {
  kind: 'pairs' | 'conditions' | 'cases';
  label: string;
  help?: string | undefined;
  rows: readonly Row[];
  /** By place of the row; `''` is the field as a whole. */
  problems: ReadonlyMap<string, string>;
  values: readonly ValueGroup[];
  onChange: (rows: Row[]) => void;
  onSettle: () => void;
}

const kinds = {
  pairs: { one: 'pair', add: 'Add a pair' },
  conditions: { one: 'comparison', add: 'Add a comparison' },
  cases: { one: 'case', add: 'Add a case' },
} as const;

/** An id that no other case has; edges name it, so it stays when the case's words change. */
function newCaseId(rows: readonly Row[]): string {
  const taken = new Set(rows.map(({ id }) => id));
  let number = rows.length + 1;
  while (taken.has(`case_${number}`)) number += 1;
  return `case_${number}`;
}

function emptyRow(kind: RowsControlProps['kind'], rows: readonly Row[]): Row {
  if (kind === 'pairs') return { name: '', value: '' };
  if (kind === 'cases') return { id: newCaseId(rows), equals: '' };
  return { left: '', operator: 'equals', right: '' };
}

/** A setting that is a list: pairs of a name and a value, comparisons, or the cases of a choice. */
export function RowsControl(props: RowsControlProps) {
  const { kind, label, help, rows, problems, values, onChange, onSettle } = props;
  const id = useId();
  const { one, add } = kinds[kind];
  const whole = problems.get('') ?? null;
  const setCell = (index: number, name: string, text: string) =>
    onChange(rows.map((row, each) => (each === index ? { ...row, [name]: text } : row)));
  return (
    <fieldset aria-describedby={`${id}-note`} onBlur={onSettle}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <ol className="space-y-2">
        {rows.map((row, index) => (
          // Rows have no identity but their place.
          <li key={index} className="rounded border bg-paper p-2">
            <div className="flex items-start gap-1">
              <div className="min-w-0 flex-1 space-y-1.5">
                <Cells
                  kind={kind}
                  row={row}
                  place={`${one} ${index + 1}`}
                  values={values}
                  onCell={(name, text) => setCell(index, name, text)}
                />
              </div>
              <Button
                variant="ghost"
                size="sm"
                aria-label={`Remove ${one} ${index + 1}`}
                className="w-9 !px-0"
                onClick={() => onChange(rows.filter((_, each) => each !== index))}
              >
                <RemoveIcon className="size-4" />
              </Button>
            </div>
            <FieldProblem
              id={`${id}-${index}`}
              problem={problems.get(`${index}`) ?? null}
              isMissing={Object.values(row).includes('')}
            />
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        className={cn(rows.length > 0 && 'mt-2', whole !== null && 'border-amber')}
        onClick={() => onChange([...rows, emptyRow(kind, rows)])}
      >
        <PlusIcon className="size-4" />
        {add}
      </Button>
      <FieldProblem id={`${id}-note`} help={help} problem={whole} isMissing />
    </fieldset>
  );
}

interface CellsProps {
  kind: RowsControlProps['kind'];
  row: Row;
  place: string;
  values: readonly ValueGroup[];
  onCell: (name: string, text: string) => void;
}

function Cells({ kind, row, place, values, onCell }: CellsProps): ReactNode {
  const cell = (name: string, label: string, placeholder: string, isComputed = true) => (
    <Cell
      label={`${label}, ${place}`}
      placeholder={placeholder}
      value={row[name] ?? ''}
      values={isComputed ? values : []}
      onChange={(text) => onCell(name, text)}
    />
  );
  if (kind === 'pairs') {
    return (
      <>
        {cell('name', 'Name', 'Name', false)}
        {cell('value', 'Value', 'Value')}
      </>
    );
  }
  if (kind === 'cases') return cell('equals', 'Equal to', 'is equal to', false);
  const operator = row.operator ?? 'equals';
  return (
    <>
      {cell('left', 'Value', '{{ trigger.body.amount }}')}
      <select
        aria-label={`How it is compared, ${place}`}
        value={operator}
        onChange={(event) => onCell('operator', event.target.value)}
        className={cn(inputStyle, 'h-9')}
      >
        {Object.entries(operatorLabels).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      {!isUnary(operator) && cell('right', 'Compared with', '100')}
    </>
  );
}

interface CellProps {
  label: string;
  placeholder: string;
  value: string;
  values: readonly ValueGroup[];
  onChange: (text: string) => void;
}

function Cell({ label, placeholder, value, values, onChange }: CellProps) {
  const control = useRef<HTMLInputElement>(null);
  const { button, menu } = useValueMenu({
    label,
    groups: values,
    withBraces: true,
    control,
    onInsert: onChange,
  });
  return (
    <div>
      <input
        ref={control}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cn(inputStyle, 'h-9')}
      />
      {button !== null && <div className="mt-1 text-right leading-4">{button}</div>}
      {menu}
    </div>
  );
}
