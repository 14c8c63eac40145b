'use client';

import { createContext, use } from 'react';
import type { EditorAction } from './editor-state';
import type { Spot } from './graph-edit';

/** What parts of the editor can ask of it. Stays the same while the editor is open. */
export interface EditorCommands {
  dispatch: (action: EditorAction) => void;
  /** Opens the palette for a step that goes to this place; null for where it would go by itself. */
  openPalette: (spot: Spot | null) => void;
  /** Tells those who hear the page what has happened. */
  announce: (words: string) => void;
}

export const EditorContext = createContext<EditorCommands | null>(null);

/** The editor around a component. */
export function useEditor(): EditorCommands {
  const commands = use(EditorContext);
  if (commands === null) throw new Error('useEditor is for components inside the editor');
  return commands;
}
