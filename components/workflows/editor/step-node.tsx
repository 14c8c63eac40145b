'use client';

import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { PlusIcon } from '@/components/ui/icons';
import { Lamp } from '@/components/ui/lamp';
import { NodeIcon } from '../node-icon';
import { useEditor } from './editor-context';
import { handlePlaces, type StepFlowNode } from './flow';

const dot =
  '!size-3 !min-w-0 !rounded-full !border-2 !border-edge !bg-sheet after:absolute after:-inset-3 hover:!border-amber hover:!bg-lamp';
/** In the flow of its column, half of it over the step's edge. */
const inColumn = '!relative !inset-auto shrink-0 !transform-none -translate-y-1/2';

type StepProps = NodeProps<StepFlowNode>;

/** A step that is only moved looks the same: where it is, is not its own matter. */
const looksSame = (before: StepProps, after: StepProps) =>
  before.id === after.id && before.data === after.data && before.selected === after.selected;

/** A step on the canvas: what it is, what it does in a line, its ways out, and whether it wants something. */
export const StepNode = memo(function StepNode({ id, data, selected }: StepProps) {
  const { label, summary, icon, isTrigger, problems } = data;
  return (
    <div
      className={cn(
        'flex size-full items-center gap-3 rounded border bg-sheet px-3 transition-shadow',
        selected
          ? 'border-amber shadow-[0_0_0_2px_color-mix(in_oklab,var(--lamp)_55%,transparent)]'
          : 'border-edge',
      )}
    >
      {!isTrigger && <Handle type="target" position={Position.Top} className={dot} />}
      <span
        className={cn(
          'grid size-9 shrink-0 place-items-center rounded-sm',
          isTrigger ? 'bg-lamp text-on-lamp' : 'bg-wing text-soft',
        )}
      >
        <NodeIcon name={icon} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{label}</span>
        <span className="block truncate text-xs text-faint empty:hidden">{summary}</span>
      </span>
      {problems.length > 0 && (
        <span title={problems.join('\n')} className="shrink-0 p-1">
          <Lamp tone="standby" />
        </span>
      )}
      <WaysOut id={id} label={label} handles={data.handles} free={data.free} />
    </div>
  );
}, looksSame);

interface WaysOutProps extends Pick<StepFlowNode['data'], 'label' | 'handles' | 'free'> {
  id: string;
}

/** Where the step goes on; a way that leads nowhere yet has a button for the next step. */
function WaysOut({ id, label, handles, free }: WaysOutProps) {
  const { openPalette } = useEditor();
  const ways = handles ?? [null];
  const { places } = handlePlaces(ways.length);
  return ways.map((way, index) => (
    <div
      key={way?.id ?? ''}
      className="absolute top-full flex w-0 flex-col items-center"
      style={{ left: places[index] }}
    >
      <Handle
        type="source"
        position={Position.Bottom}
        id={way?.id ?? null}
        className={cn(
          inColumn,
          way === null
            ? dot
            : '!h-[22px] !w-auto !min-w-0 !rounded-full !border !border-edge !bg-sheet px-2 text-xs leading-5 text-soft hover:!border-amber hover:!bg-lamp-wash',
        )}
      >
        {way !== null && (
          <span className="pointer-events-none block max-w-16 truncate">{way.label}</span>
        )}
      </Handle>
      {free.includes(way?.id ?? '') && (
        <>
          <span
            aria-hidden="true"
            className={cn(
              'h-4 border-l border-dashed border-edge',
              way === null ? '-mt-1.5' : '-mt-2.5',
            )}
          />
          <button
            type="button"
            aria-label={`Add a step after ${label}${way === null ? '' : `, ${way.label}`}`}
            onClick={() => openPalette({ kind: 'after', nodeId: id, handle: way?.id ?? null })}
            className="nodrag nopan relative grid size-6 place-items-center rounded-full border border-dashed border-edge bg-paper text-soft after:absolute after:-inset-2 hover:border-solid hover:border-amber hover:bg-lamp-wash hover:text-ink"
          >
            <PlusIcon className="size-3.5" />
          </button>
        </>
      )}
    </div>
  ));
}
