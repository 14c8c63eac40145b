'use client';

import { useId, useState, type RefObject } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { ValueGroup } from './values';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

interface ValueMenuProps {
  /** Of the field, so that several menus are told apart. */
  label: string;
  groups: readonly ValueGroup[];
  /** `{{ ... }}` around the path; expressions by themselves take it bare. */
  withBraces: boolean;
  /** The control that has the caret. */
  control: RefObject<TextControl | null>;
  onInsert: (text: string) => void;
}

/** The button that opens it, and below it the outputs of earlier steps: one press writes one where the caret is. */
export function useValueMenu({ label, groups, withBraces, control, onInsert }: ValueMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  if (groups.length === 0) return { button: null, menu: null };

  function insert(path: string) {
    const text = withBraces ? `{{ ${path} }}` : path;
    const element = control.current;
    const value = element?.value ?? '';
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? from;
    onInsert(`${value.slice(0, from)}${text}${value.slice(to)}`);
    setIsOpen(false);
    // After React has written the value: the caret goes behind what was inserted.
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + text.length, from + text.length);
    });
  }

  const button = (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={id}
      aria-label={isOpen ? `Close the values for ${label}` : `Insert value into ${label}`}
      onClick={() => setIsOpen(!isOpen)}
      className="rounded text-xs text-soft underline underline-offset-4 hover:text-ink"
    >
      {isOpen ? 'Close' : 'Insert value'}
    </button>
  );
  const menu = isOpen ? (
    <ValueList id={id} label={label} groups={groups} onChoose={insert} />
  ) : null;
  return { button, menu };
}

interface ValueListProps extends Pick<ValueMenuProps, 'label' | 'groups'> {
  id: string;
  onChoose: (path: string) => void;
}

function ValueList({ id, label, groups, onChoose }: ValueListProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = groups
    .map((group) => ({
      ...group,
      values: group.values.filter(({ path }) => path.toLowerCase().includes(wanted)),
    }))
    .filter(({ values }) => values.length > 0);
  return (
    <div
      id={id}
      role="group"
      aria-label={`Values for ${label}`}
      className="mt-2 overflow-hidden rounded border bg-paper"
    >
      <input
        type="search"
        autoFocus
        aria-label="Search values"
        placeholder="Search values"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className={cn(inputStyle, 'h-9 rounded-none border-0 border-b')}
      />
      <div className="max-h-56 overflow-y-auto py-1">
        {found.length === 0 && <p className="px-3 py-2 text-xs text-faint">Nothing like that.</p>}
        {found.map((group) => (
          <section key={group.values[0]?.path} aria-label={group.label}>
            <p className="px-3 pt-2 pb-1 text-xs text-faint">{group.label}</p>
            {group.values.map(({ path, sample }) => (
              <button
                key={path}
                type="button"
                onClick={() => onChoose(path)}
                className="flex w-full min-w-0 items-baseline justify-between gap-3 px-3 py-1.5 text-left text-xs hover:bg-lamp-wash focus-visible:bg-lamp-wash focus-visible:-outline-offset-2"
              >
                <code className="min-w-0 font-mono break-all">{path}</code>
                <span className="max-w-24 shrink-0 truncate text-faint">{sample}</span>
              </button>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
