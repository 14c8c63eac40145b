'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { PlusIcon, type IconProps } from '@/components/ui/icons';
import { ArrangeIcon, HelpIcon, ListIcon, RedoIcon, UndoIcon } from './icons';

interface ToolbarProps {
  canUndo: boolean;
  canRedo: boolean;
  canArrange: boolean;
  todo: number;
  onUndo: () => void;
  onRedo: () => void;
  onArrange: () => void;
  onAdd: () => void;
  onSteps: () => void;
  onHelp: () => void;
  onTodo: () => void;
  /** At the right: what can be done with the workflow as a whole. */
  children: ReactNode;
}

/** What can be done with the graph as a whole. */
export function Toolbar(props: ToolbarProps) {
  const { canUndo, canRedo, canArrange, todo, children } = props;
  return (
    <div
      role="toolbar"
      aria-label="Editor"
      className="flex min-h-13 items-center gap-1 border-b bg-sheet px-2 py-1.5 sm:px-3"
    >
      <span className="contents lg:hidden">
        <Tool label="Add a step" Icon={PlusIcon} onPress={props.onAdd} />
        <Tool label="List of steps" Icon={ListIcon} onPress={props.onSteps} />
      </span>
      <Tool label="Undo" keys="Ctrl Z" Icon={UndoIcon} isOff={!canUndo} onPress={props.onUndo} />
      <Tool label="Redo" keys="Ctrl Y" Icon={RedoIcon} isOff={!canRedo} onPress={props.onRedo} />
      <Tool label="Arrange" Icon={ArrangeIcon} isOff={!canArrange} onPress={props.onArrange} />
      <span className="hidden sm:contents">
        <Tool label="Keys" keys="?" Icon={HelpIcon} onPress={props.onHelp} />
      </span>
      <div className="ml-auto flex items-center gap-2 sm:gap-4">
        {todo > 0 && (
          <button
            type="button"
            onClick={props.onTodo}
            className="rounded text-sm whitespace-nowrap text-amber underline-offset-4 hover:underline"
          >
            {todo} to do
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  Icon: (props: IconProps) => ReactNode;
  isOff?: boolean;
  onPress: () => void;
}

function Tool({ label, keys, Icon, isOff = false, onPress }: ToolProps) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys})`}
      disabled={isOff}
      onClick={onPress}
    >
      <Icon className="size-[18px]" />
    </Button>
  );
}
