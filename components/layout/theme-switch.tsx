import { cn } from '@/components/ui/cn';
import { ThemeIcon } from '@/components/ui/icons';

/** Works without React: `ThemeScript` listens for clicks on `data-theme-switch`. */
export function ThemeSwitch({ className, label }: { className?: string; label?: string }) {
  return (
    <button
      type="button"
      data-theme-switch=""
      className={cn(
        'inline-flex items-center gap-2.5 rounded text-soft hover:text-ink',
        label === undefined ? 'size-10 justify-center' : 'h-10 px-3 text-sm',
        className,
      )}
    >
      <ThemeIcon className="size-[18px]" />
      <span className={label === undefined ? 'sr-only' : undefined}>
        {label ?? 'Switch between light and dark'}
      </span>
    </button>
  );
}
