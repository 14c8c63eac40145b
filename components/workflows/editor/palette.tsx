'use client';

import { useState, type KeyboardEvent } from 'react';
import { cn } from '@/components/ui/cn';
import { SearchIcon } from '@/components/ui/icons';
import { inputStyle } from '@/components/ui/input';
import type { NodeCategory } from '@/lib/workflows/nodes/define';
import { nodes, nodeTypes, type NodeType } from '@/lib/workflows/nodes/registry';
import { NodeIcon } from '../node-icon';
import { DRAGGED_TYPE } from './dragged-type';

interface PaletteProps {
  /** Where the next step goes, in words. */
  place: string;
  hasTrigger: boolean;
  onAdd: (type: NodeType) => void;
}

const categories: readonly { id: NodeCategory; label: string }[] = [
  { id: 'trigger', label: 'What starts it' },
  { id: 'logic', label: 'Logic' },
  { id: 'action', label: 'Actions' },
];

/** Once something starts it, the other ways to start it are wanted least. */
const later = [...categories.slice(1), ...categories.slice(0, 1)];

/** How well a search fits a kind of step, 0 best; null when it does not. */
function rankOf(type: NodeType, search: string): number | null {
  const { label, summary } = nodes[type];
  const name = label.toLowerCase();
  const wanted = search.trim().toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  const text = `${name} ${summary.toLowerCase()} ${type.replaceAll('_', ' ')}`;
  return wanted.split(/\s+/).every((word) => text.includes(word)) ? 3 : null;
}

function search(words: string): NodeType[] {
  return nodeTypes
    .flatMap((type) => {
      const rank = rankOf(type, words);
      return rank === null ? [] : [{ type, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ type }) => type);
}

/** Every kind of step there is: press one to add it, or drag it to where it goes. */
export function Palette({ place, hasTrigger, onAdd }: PaletteProps) {
  const [words, setWords] = useState('');
  const isSearching = words.trim() !== '';
  const found = isSearching ? search(words) : nodeTypes;
  const add = (type: NodeType) => {
    onAdd(type);
    setWords('');
  };
  const addFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [first] = found;
    if (first !== undefined && isSearching) add(first);
  };
  return (
    <div>
      <div className="relative">
        <SearchIcon className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
        <input
          type="search"
          data-palette-search
          aria-label="Search for a step to add"
          placeholder="Search steps"
          value={words}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={addFirst}
          className={cn(inputStyle, 'h-9 pl-8')}
        />
      </div>
      <p className="mt-2 text-xs text-faint">{place}</p>
      {found.length === 0 && <p className="mt-4 text-sm text-soft">No step is called that.</p>}
      {isSearching && found.length > 0 && (
        <section aria-label="Found" className="mt-4">
          <Kinds types={found} onAdd={add} />
        </section>
      )}
      {!isSearching &&
        (hasTrigger ? later : categories).map(({ id, label }) => (
          <section key={id} aria-label={label} className="mt-4">
            <h2 className="mb-1 text-xs text-faint">
              {id === 'trigger' && hasTrigger ? 'Start it another way' : label}
            </h2>
            <Kinds types={found.filter((type) => nodes[type].category === id)} onAdd={add} />
          </section>
        ))}
    </div>
  );
}

function Kinds({ types, onAdd }: Pick<PaletteProps, 'onAdd'> & { types: readonly NodeType[] }) {
  return (
    <ul>
      {types.map((type) => (
        <li key={type}>
          <button
            type="button"
            draggable
            title={nodes[type].summary}
            onClick={() => onAdd(type)}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED_TYPE, type);
              event.dataTransfer.effectAllowed = 'copy';
            }}
            className="flex w-full items-center gap-2.5 rounded-sm px-1.5 py-2 text-left text-sm hover:bg-wing focus-visible:-outline-offset-2 lg:py-1.5"
          >
            <NodeIcon name={nodes[type].icon} className="size-[18px] shrink-0 text-soft" />
            <span className="min-w-0">
              {nodes[type].label}
              <span className="block text-xs text-faint lg:hidden">{nodes[type].summary}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
