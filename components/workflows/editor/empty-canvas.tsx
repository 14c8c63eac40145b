'use client';

import { Button } from '@/components/ui/button';
import { nodes, type NodeType } from '@/lib/workflows/nodes/registry';
import { NodeIcon } from '../node-icon';

const starts: readonly NodeType[] = ['manual', 'schedule', 'webhook', 'stripe_event'];

/** Over a canvas without steps: the four ways to begin. */
export function EmptyCanvas({ onAdd }: { onAdd: (type: NodeType) => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-6">
      <div className="pointer-events-auto w-full max-w-sm rounded-lg border bg-sheet p-6">
        <h2 className="headline text-xl">What starts it?</h2>
        <p className="mt-1 mb-4 text-sm text-soft">
          Choose one; the steps after it come from the list.
        </p>
        <div className="space-y-2">
          {starts.map((type) => (
            <Button key={type} className="w-full justify-start" onClick={() => onAdd(type)}>
              <NodeIcon name={nodes[type].icon} className="size-[18px] text-soft" />
              {nodes[type].label}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
