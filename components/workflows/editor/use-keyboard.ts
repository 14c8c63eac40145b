'use client';

import { useEffect, type RefObject } from 'react';

export interface KeyCommands {
  undo: () => void;
  redo: () => void;
  duplicate: () => void;
  selectAll: () => void;
  remove: () => void;
  save: () => void;
  push: (dx: number, dy: number) => void;
  /** Chooses a step and goes to its settings. */
  open: (nodeId: string) => void;
  /** Chooses a step beside the others, or no longer. */
  mark: (nodeId: string) => void;
  search: () => void;
  help: () => void;
  escape: () => void;
  /** What is selected as text for the clipboard; null when nothing is. */
  copy: () => string | null;
  paste: (text: string) => boolean;
}

const STEP = 8;
const LEAP = 40;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName));

/** With Ctrl, or the command key. True when the key meant something. */
function runControl(event: KeyboardEvent, commands: KeyCommands, typing: boolean): boolean {
  const key = event.key.toLowerCase();
  if (key === 'z' && event.shiftKey) commands.redo();
  else if (key === 'z') commands.undo();
  else if (key === 'y') commands.redo();
  else if (key === 's') commands.save();
  else if (typing) return false;
  else if (key === 'd') commands.duplicate();
  else if (key === 'a') commands.selectAll();
  else return false;
  return true;
}

function runPlain(event: KeyboardEvent, commands: KeyCommands, target: Element | null): boolean {
  const { key, shiftKey } = event;
  const step = target?.closest<HTMLElement>('.react-flow__node');
  const arrow = arrows[key];
  // Arrows scroll a list and move along buttons elsewhere; they move steps on the canvas only.
  const isOnCanvas = target === document.body || target?.closest('.cue-canvas') !== null;
  if (arrow !== undefined && isOnCanvas) {
    const distance = shiftKey ? LEAP : STEP;
    commands.push(arrow[0] * distance, arrow[1] * distance);
  } else if ((key === 'Enter' || key === ' ') && step === target && step?.dataset.id) {
    if (key === ' ') commands.mark(step.dataset.id);
    else commands.open(step.dataset.id);
  } else if (key === 'Delete' || key === 'Backspace') commands.remove();
  else if (key === '/') commands.search();
  else if (key === '?') commands.help();
  else return false;
  return true;
}

/** The editor's keys, wherever in it the focus is; a field that is typed in keeps its own. */
export function useKeyboard(root: RefObject<HTMLElement | null>, commands: KeyCommands): void {
  useEffect(() => {
    const isOurs = (target: EventTarget | null) =>
      document.querySelector('dialog[open]') === null &&
      target instanceof Element &&
      (target === document.body || root.current?.contains(target) === true);

    const onKey = (event: KeyboardEvent) => {
      if (!isOurs(event.target) || event.isComposing || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      const typing = isTyping(target);
      if (event.key === 'Escape') {
        commands.escape();
        return;
      }
      const isControl = event.ctrlKey || event.metaKey;
      if (!isControl && typing) return;
      const isDone = isControl
        ? runControl(event, commands, typing)
        : runPlain(event, commands, target);
      if (isDone) event.preventDefault();
    };
    const onClipboard = (event: ClipboardEvent) => {
      const hasText = document.getSelection()?.isCollapsed === false;
      const target = document.activeElement ?? document.body;
      if (!isOurs(target) || isTyping(target) || event.clipboardData === null) return;
      if (event.type === 'paste') {
        if (commands.paste(event.clipboardData.getData('text/plain'))) event.preventDefault();
        return;
      }
      const text = hasText ? null : commands.copy();
      if (text === null) return;
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') commands.remove();
    };
    document.addEventListener('keydown', onKey);
    for (const type of ['copy', 'cut', 'paste'] as const) {
      document.addEventListener(type, onClipboard);
    }
    return () => {
      document.removeEventListener('keydown', onKey);
      for (const type of ['copy', 'cut', 'paste'] as const) {
        document.removeEventListener(type, onClipboard);
      }
    };
  }, [root, commands]);
}
