import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const buttonStyle = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-2 rounded border font-medium whitespace-nowrap',
    'transition-colors duration-150 select-none',
    'disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default',
  ],
  {
    variants: {
      variant: {
        primary:
          'border-[color-mix(in_oklab,var(--lamp)_78%,black)] bg-lamp text-on-lamp hover:bg-lamp-press',
        secondary: 'border-edge bg-sheet text-ink hover:bg-wing',
        ghost: 'border-transparent text-soft hover:bg-wing hover:text-ink',
        danger: 'border-risk bg-risk text-on-risk hover:bg-risk-press',
        'danger-quiet': 'border-edge bg-sheet text-red hover:bg-risk-wash',
      },
      size: {
        sm: 'h-9 px-3 text-sm',
        md: 'h-10 px-4 text-sm',
        lg: 'h-12 px-5 text-base',
        icon: 'size-10',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyle>;

interface ButtonProps extends ComponentProps<'button'>, ButtonStyle {}

/** A button that does nothing by itself; inside a form use `SubmitButton`. */
export function Button({ variant, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(buttonStyle({ variant, size }), className)} {...rest} />;
}
