import { Lamp } from '@/components/ui/lamp';
import type { RunSummary } from '@/lib/workflows/runner/schema';
import { statusWords } from './run-words';

/** How a run or a step stands. */
export function RunStatus({ status }: { status: RunSummary['status'] }) {
  const { label, tone } = statusWords[status];
  return (
    <span className="inline-flex items-center gap-2.5 text-sm">
      <Lamp tone={tone} breathing={status === 'running'} />
      {label}
    </span>
  );
}
