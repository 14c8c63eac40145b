import { CopyButton } from '@/components/ui/copy-button';

/** JSON to read: numbered lines that do not get in the way of selecting or copying. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2);
  const lines = text.split('\n');
  return (
    <div className="overflow-hidden rounded border bg-sheet">
      <div className="flex items-center justify-between border-b py-1.5 pr-2 pl-4">
        <p className="cue-number text-faint">
          {lines.length} {lines.length === 1 ? 'line' : 'lines'}
        </p>
        <CopyButton text={text} label="Copy JSON" />
      </div>
      <pre
        // Scrolls by itself, so the keyboard must be able to get into it.
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-96 overflow-auto py-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
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
