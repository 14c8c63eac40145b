import { CopyButton } from '@/components/ui/copy-button';

interface CodeViewProps {
  text: string;
  /** What it is, for those who do not see it. */
  label: string;
  copyLabel: string;
  /** Scrolls inside a window of this height; without it, it is as long as it is. */
  className?: string;
}

/** Code to read: numbered lines that do not get in the way of selecting or copying. */
export function CodeView({ text, label, copyLabel, className = 'max-h-96' }: CodeViewProps) {
  const lines = text.split('\n');
  return (
    <div className="overflow-hidden rounded border bg-sheet">
      <div className="flex items-center justify-between border-b py-1.5 pr-2 pl-4">
        <p className="cue-number text-faint">
          {lines.length} {lines.length === 1 ? 'line' : 'lines'}
        </p>
        <CopyButton text={text} label={copyLabel} />
      </div>
      <pre
        // Scrolls by itself, so the keyboard must be able to get into it.
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`${className} overflow-auto py-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2`}
      >
        <code className="block w-max min-w-full [counter-reset:line]">
          {lines.map((line, index) => (
            <span
              // Lines have no identity but their place.
              key={index}
              className="block px-4 before:mr-4 before:inline-block before:w-8 before:text-right before:text-faint before:content-[counter(line)] before:[counter-increment:line]"
            >
              {line}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
    </div>
  );
}
