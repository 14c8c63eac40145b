import { cn } from '@/components/ui/cn';
import { Lamp } from '@/components/ui/lamp';

/** Says whether what is done here moves real money. */
export function ModeMark({ livemode }: { livemode: boolean }) {
  return (
    <p
      className={cn(
        'inline-flex h-7 items-center gap-2 rounded-full px-3 text-xs font-medium whitespace-nowrap',
        livemode ? 'bg-go-wash text-green' : 'bg-lamp-wash text-amber',
      )}
    >
      <Lamp tone={livemode ? 'go' : 'standby'} />
      {livemode ? 'Live mode' : 'Test mode'}
      <span className="sr-only">{livemode ? ', real money' : ', no real money'}</span>
    </p>
  );
}
