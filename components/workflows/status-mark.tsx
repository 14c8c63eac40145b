import { Lamp } from '@/components/ui/lamp';
import type { Workflow } from '@/lib/workflows/schema';

/** Whether a workflow starts by itself. */
export function StatusMark({ status }: Pick<Workflow, 'status'>) {
  const isActive = status === 'active';
  return (
    <span className="inline-flex items-center gap-2 text-sm text-soft">
      <Lamp tone={isActive ? 'go' : 'off'} />
      {isActive ? 'Active' : 'Draft'}
    </span>
  );
}
