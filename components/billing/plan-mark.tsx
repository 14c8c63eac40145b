import { Lamp } from '@/components/ui/lamp';

/** Says on a plan's card that the reader has it. */
export function PlanMark() {
  return (
    <span className="inline-flex items-center gap-2 rounded-full bg-lamp-wash px-3 py-1 text-xs font-medium text-amber">
      <Lamp tone="standby" />
      Your plan
    </span>
  );
}
