'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { WarningIcon } from '@/components/ui/warning-icon';
import type { SaveState } from './autosave';

interface SaveNoticeProps {
  state: SaveState;
  isActive: boolean;
  onMine: () => void;
  onTheirs: () => void;
  onRetry: () => void;
}

/** Above the canvas while saving needs the person, or does not work. */
export function SaveNotice({ state, isActive, onMine, onTheirs, onRetry }: SaveNoticeProps) {
  if (state.kind === 'conflict') {
    const count = state.theirs.graph.nodes.length;
    return (
      <Notice
        text={`This workflow was changed elsewhere, and has ${count === 1 ? '1 step' : `${count} steps`} there. Nothing of yours is lost: it is still here, not saved yet.`}
      >
        <Button size="sm" onClick={onMine}>
          Use mine
        </Button>
        <Button size="sm" onClick={onTheirs}>
          Load theirs
        </Button>
      </Notice>
    );
  }
  if (state.kind === 'refused') {
    // Somebody's runs depend on it, so nothing unfinished takes its place.
    const why = isActive ? 'An active workflow is saved when nothing is missing. ' : '';
    const text = `${why}${state.message.replace(/\.?$/, '.')} What you did is still here, not saved yet.`;
    return <Notice text={text} />;
  }
  if (state.kind === 'retrying') {
    return (
      <Notice text="There is no connection. What you did is kept here and saved as soon as there is one.">
        <Button size="sm" onClick={onRetry}>
          Try now
        </Button>
      </Notice>
    );
  }
  return null;
}

function Notice({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-risk bg-risk-wash px-4 py-3 text-sm"
    >
      <WarningIcon className="size-5 shrink-0 text-red" />
      <p className="min-w-48 flex-1">{text}</p>
      <div className="flex gap-2 empty:hidden">{children}</div>
    </div>
  );
}
