import { cva, type VariantProps } from 'class-variance-authority';
import { cn } from './cn';

const lamp = cva('inline-block size-2 shrink-0 rounded-full', {
  variants: {
    tone: {
      off: 'border border-edge',
      standby: 'bg-lamp shadow-[0_0_0_3px_color-mix(in_oklab,var(--lamp)_28%,transparent)]',
      go: 'bg-go shadow-[0_0_0_3px_color-mix(in_oklab,var(--go)_24%,transparent)]',
      risk: 'bg-risk shadow-[0_0_0_3px_color-mix(in_oklab,var(--risk)_22%,transparent)]',
    },
    breathing: { true: 'animate-breathe' },
  },
  defaultVariants: { tone: 'off' },
});

export type LampTone = NonNullable<VariantProps<typeof lamp>['tone']>;

interface LampProps extends VariantProps<typeof lamp> {
  className?: string;
}

/** The cue light. Decoration: the words beside it say the same. */
export function Lamp({ tone, breathing, className }: LampProps) {
  return <span aria-hidden="true" className={cn(lamp({ tone, breathing }), className)} />;
}
