'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { cn } from '@/components/ui/cn';

const commands = [
  { id: 'workflows', label: 'Go to workflows', href: '/workflows' },
  { id: 'new', label: 'New workflow', href: '/workflows/new' },
  { id: 'account', label: 'Go to your account', href: '/account' },
  { id: 'pricing', label: 'See the plans', href: '/pricing' },
  { id: 'theme', label: 'Switch between light and dark', href: null },
] as const;

type Command = (typeof commands)[number];

/**
 * Ctrl K (or ⌘ K), or any `CommandMenuButton`: a few words lead anywhere. A combobox over a list, in
 * a native dialog.
 */
export function CommandMenu() {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const listId = useId();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const found = matching(words);
  const chosen = found[Math.min(active, found.length - 1)];

  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (dialog.current?.open) dialog.current.close();
      else dialog.current?.showModal();
    }
    function onClick(event: MouseEvent) {
      const pressed =
        event.target instanceof Element && event.target.closest('[data-command-menu]');
      if (pressed) dialog.current?.showModal();
    }
    const element = dialog.current;
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', onClick);
      // The page may be kept while it is hidden: it must not come back with the menu open.
      element?.close();
    };
  }, []);

  function run(command: Command) {
    dialog.current?.close();
    if (command.href !== null) router.push(command.href);
    else document.querySelector<HTMLElement>('[data-theme-switch]')?.click();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive((index) => (index + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      run(chosen);
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Commands"
      // Closes on a press outside, where the browser knows it; Escape works everywhere.
      closedby="any"
      onClose={() => {
        setWords('');
        setActive(0);
      }}
      className="mt-[14vh] w-[min(32rem,calc(100vw-2rem))] overflow-hidden rounded-lg border bg-sheet p-0 shadow-lift backdrop:bg-veil"
    >
      <input
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${chosen.id}`}
        aria-autocomplete="list"
        placeholder="Where to?"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="w-full border-b bg-transparent px-5 py-4 text-base outline-none placeholder:text-faint"
      />
      <ul role="listbox" id={listId} aria-label="Commands" className="p-2">
        {found.map((command) => (
          <li
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={command === chosen}
            onClick={() => run(command)}
            className={cn(
              'cursor-pointer rounded-sm px-3 py-2.5 text-sm',
              command === chosen && 'bg-lamp-wash',
            )}
          >
            {command.label}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-5 pb-5 text-sm text-faint">No command goes by these words.</p>
      )}
    </dialog>
  );
}

function matching(words: string): readonly Command[] {
  const wanted = words.toLowerCase().split(/\s+/);
  return commands.filter(({ label }) => wanted.every((word) => label.toLowerCase().includes(word)));
}
