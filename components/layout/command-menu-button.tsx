import { cn } from '@/components/ui/cn';
import { SearchIcon } from '@/components/ui/icons';

interface CommandMenuButtonProps {
  isIconOnly?: boolean;
  className?: string;
}

/** Opens the command menu, which listens for presses on `data-command-menu`. */
export function CommandMenuButton({ isIconOnly = false, className }: CommandMenuButtonProps) {
  return (
    <button
      type="button"
      data-command-menu=""
      className={cn(
        'inline-flex h-10 items-center gap-2.5 rounded text-sm text-soft hover:text-ink',
        isIconOnly ? 'w-10 justify-center' : 'border border-edge bg-sheet px-3',
        className,
      )}
    >
      <SearchIcon className="size-[18px]" />
      <span className={cn(isIconOnly && 'sr-only')}>Commands</span>
      {!isIconOnly && <kbd className="ml-auto font-mono text-xs text-faint">Ctrl K</kbd>}
    </button>
  );
}
