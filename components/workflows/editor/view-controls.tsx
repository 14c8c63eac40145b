'use client';

import { Panel, useReactFlow, type FitViewOptions } from '@xyflow/react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { PlusIcon } from '@/components/ui/icons';
import { FitIcon, MinusIcon } from './icons';

/** Nearer, further, and all of it. */
export function ViewControls({ fitOptions }: { fitOptions: FitViewOptions }) {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const controls = [
    { label: 'Zoom in', Icon: PlusIcon, run: zoomIn },
    { label: 'Zoom out', Icon: MinusIcon, run: zoomOut },
    { label: 'Show all steps', Icon: FitIcon, run: () => fitView(fitOptions) },
  ];
  return (
    <Panel position="bottom-left" className="flex overflow-hidden rounded border bg-sheet">
      {controls.map(({ label, Icon, run }) => (
        <Button
          key={label}
          variant="ghost"
          size="sm"
          aria-label={label}
          title={label}
          className={cn(
            'w-9 rounded-none !px-0 focus-visible:-outline-offset-2',
            // Two fingers do it there.
            Icon !== FitIcon && 'max-lg:hidden',
          )}
          onClick={() => void run()}
        >
          <Icon className="size-4" />
        </Button>
      ))}
    </Panel>
  );
}
